"""The board, and moving its cards."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, explaining, sent
from kafkasder.live import live_page

from .. import services
from ..boards import BOARD, columns_of, neighbour
from ..forms.board import MoveForm
from ..models import Task
from ..querysets import sees_all
from ..states import TASK_STATES
from .ways import way_back

JSON = "application/json"  # what the script of the board asks for


@needs("tasks.view_tasks")
@BOARD.personal
@live_page(shared=sees_all)
def board(request: HttpRequest) -> TemplateResponse:
    response = BOARD.respond(request, "tasks/board.html")
    context: dict[str, Any] = response.context_data or {}
    context["columns"] = columns_of(context["listing"], request.GET.getlist("more"))
    return response


@needs("tasks.view_tasks", "tasks.add_task")
def board_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a card: for a script, which wants no page, or by a small page with the same choices. Not live."""
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    if request.headers.get("Accept") == JSON:
        return _move_for_script(request, task)
    back = way_back(request, reverse("tasks:board"))
    form = MoveForm(sent(request), task=task, initial={"state": request.GET.get("state") or task.state})
    if form.is_valid() and _move_by_form(request, task, form):
        messages.success(request, _("Kart taşındı."))
        return redirect(back)
    return action_page(request, form, title=_("Taşı: %(task)s") % {"task": task}, label=_("Taşı"), back=back)


def _move_by_form(request: HttpRequest, task: Task, form: MoveForm) -> Task | None:
    wanted = form.cleaned_data
    after = neighbour(task, wanted["state"], wanted["place"], request.user)
    moved: Task | None = done(
        form, services.move, task=task, state=wanted["state"], after=after, reason=wanted["reason"], by=by(request)
    )
    return moved


def _move_for_script(request: HttpRequest, task: Task) -> JsonResponse:
    """Answer what became of a dropped card: `said` tells why it goes back, `ask` is the page that asks for more."""
    state, after = request.POST.get("state", ""), request.POST.get("after", "")
    if any(each.target == state and each.needs_reason for each in TASK_STATES.from_state(task.state)):
        ask = f"{reverse('tasks:board_move', args=[task.pk])}?state={state}"
        return JsonResponse({"ask": ask}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with explaining():
            services.move(task=task, state=state, after=_card_above(after, request.user), by=by(request))
    except ValidationError as refusal:
        return _refused(" ".join(refusal.messages))
    except PermissionDenied as refusal:
        return _refused(str(refusal) or _("Bu işlem için yetkiniz yok."))
    return JsonResponse({})


def _refused(said: str) -> JsonResponse:
    return JsonResponse({"said": said}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _card_above(key: str, viewer: Any) -> Task | None:
    """Return the card below which one was dropped; none means the top of the column."""
    if not key:
        return None
    above = Task.objects.visible_to(viewer).filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    if above is None:
        raise ValidationError(_("Sıra bu arada değişti; kart yerinde bırakıldı."))
    return above
