"""Drafts, as scripts keep and ask for them."""

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import by, needs
from kafkasder.core.automatic import automatic
from kafkasder.core.numbers import whole_number
from kafkasder.core.saving import UNPROCESSABLE

from .. import services
from ..models import Draft, Thread
from ..querysets import USE
from .own_tab import from_own_tab
from .rows import get_thread


@automatic
@require_http_methods(["GET", "HEAD", "POST"])
@needs(USE)
@from_own_tab
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one's draft of a thread; a POST keeps what is typed, and is told what stands then."""
    return _answer(request, get_thread(request, pk))


@automatic
@require_http_methods(["GET", "HEAD", "POST"])
@needs(USE)
@from_own_tab
def new_draft(request: HttpRequest) -> HttpResponse:
    """Do the same for the thread that is not opened yet."""
    return _answer(request, None)


@require_POST
@needs(USE)
@from_own_tab
def left_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Put away what another device had typed."""
    return _put_away(request, get_thread(request, pk))


@require_POST
@needs(USE)
@from_own_tab
def new_left_away(request: HttpRequest) -> HttpResponse:
    """Do the same for the thread that is not opened yet."""
    return _put_away(request, None)


def _put_away(request: HttpRequest, thread: Thread | None) -> HttpResponse:
    row = Draft.objects.filter(user=by(request), thread=thread).first()
    if row is None:
        raise Http404
    services.put_left_away(draft=row, by=by(request))
    return HttpResponse(status=204)


def _answer(request: HttpRequest, thread: Thread | None) -> JsonResponse:
    if request.method != "POST":
        return _told(Draft.objects.filter(user=by(request), thread=thread).first())
    try:
        kept = services.keep_draft(
            thread=thread,
            text=request.POST.get("text", ""),
            written_at=_moment(request.POST.get("at", "")),
            base=_moment(request.POST["base"]) if request.POST.get("base") else None,
            by=by(request),
        )
    except ValidationError as refusal:
        return JsonResponse({"errors": refusal.messages}, status=UNPROCESSABLE)
    return _told(kept)


def _moment(text: str) -> datetime:
    """Return the moment of so many microseconds since 1970, which browsers and the database tell alike."""
    count = whole_number(text)
    if count is None or count > _FARTHEST:
        raise ValidationError("at", code="moment")
    return datetime.fromtimestamp(count // 1_000_000, UTC).replace(microsecond=count % 1_000_000)


_FARTHEST = 4_102_444_800 * 1_000_000  # the year 2100


def _told(row: Draft | None) -> JsonResponse:
    told: dict[str, Any] = {"text": "", "left": "", "at": ""}
    if row and row.pk:
        at = int(row.written_at.timestamp()) * 1_000_000 + row.written_at.microsecond
        told = {"text": row.text, "left": row.left, "at": str(at)}
    answer = JsonResponse(told)
    answer["Cache-Control"] = "no-store"
    return answer
