"""The decision books, and decisions as PDF."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from accounts.services.disclosures import record_export
from kafkasder.live import live_page

from .. import policy
from ..book import book_years, decisions_of
from ..call_paper import write_call
from ..choices import Book
from ..meeting_papers import write_attendance, write_minutes
from ..models import Decision
from ..notice_papers import write_result
from ..papers import write_book, write_decision
from ..querysets import sees_all
from .rows import get_decision, get_meeting

PDF = "application/pdf"
RESULT = "sonuc"
_PAPERS = {"cagri": write_call, "hazirun": write_attendance, "tutanak": write_minutes, RESULT: write_result}


@require_safe
@needs("meetings.view_meetings", "meetings.view_all_meetings")
@live_page(shared=sees_all)
def books(request: HttpRequest) -> TemplateResponse:
    """The books by year, and which numbers are missing in one: there must be none."""
    return TemplateResponse(request, "meetings/books.html", {"books": book_years()})


@require_safe
@needs("meetings.view_meetings")
def decision_paper(request: HttpRequest, pk: int) -> FileResponse:
    decision = get_decision(request, pk)
    file = BytesIO()
    write_decision(file, decision)
    return given(file, f"karar-{decision.year}-{decision.number}.pdf")


@require_safe
@needs("meetings.view_meetings")
def meeting_paper(request: HttpRequest, pk: int, paper: str) -> FileResponse:
    """Give out the call of a meeting, its attendance list, its minutes, or the notice of an assembly's result."""
    meeting = get_meeting(request, pk)
    if paper not in _PAPERS or (paper == RESULT and not meeting.is_assembly):
        raise Http404
    file = BytesIO()
    _PAPERS[paper](file, meeting)
    return given(file, f"{paper}-{meeting.pk}.pdf")


@require_POST
@needs("meetings.view_meetings", "meetings.view_all_meetings", "meetings.export_decisions")
def book_paper(request: HttpRequest, book: str, year: int) -> FileResponse:
    """Give out a whole book, which is recorded as an export."""
    if book not in Book.values:
        raise Http404
    policy.can_read_book(request.user).require()
    decisions = list(decisions_of(book, year))
    if not decisions:
        raise Http404
    file = BytesIO()
    write_book(file, book, year, decisions)
    record_export(
        Decision,
        rows=len(decisions),
        fields=["adopted_on", "number", "title", "text"],
        address=request.path,
        reason=_("Karar defteri dökümü"),
        by=by(request),
    )
    return given(file, f"karar-defteri-{book}-{year}.pdf")


def given(file: BytesIO, name: str) -> FileResponse:
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=PDF)
