"""Giving something to many tasks at once: the list sends the ticked ones, or its whole filter."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core import toasts
from kafkasder.core.request_number import current_number
from kafkasder.core.saving import form_page, sent

from .. import services
from ..forms import BulkAssignForm, BulkDueForm, BulkPriorityForm, BulkStateForm
from ..lists import TASKS

Service = Callable[..., int]
ACTIONS: dict[str, tuple[Callable[..., forms.Form], Service]] = {
    "durum": (BulkStateForm, services.change_state_of_many),
    "sorumlu": (BulkAssignForm, services.assign_many),
    "oncelik": (BulkPriorityForm, services.change_many),
    "son-gun": (BulkDueForm, services.change_many),
}


@needs("tasks.view_tasks", "tasks.add_task")
def task_bulk(request: HttpRequest, action: str) -> HttpResponse:
    """Change those of the tasks that the viewer may; the others stay as they are, which the page says before."""
    if action not in ACTIONS:
        raise Http404
    listing = TASKS.bind(request, reverse("tasks:task_list"))
    picked = listing.picked(request.GET)
    form_class, service = ACTIONS[action]
    form = form_class(sent(request), by=by(request))
    if form.is_valid():
        count = service(tasks=picked, by=by(request), **form.cleaned_data)
        message = _("%(count)d görev değiştirildi.") % {"count": count}
        toasts.undo(request, message, reverse("tasks:undo_bulk", args=[current_number()]))
        return redirect(listing.state.url())
    return form_page(
        request,
        "tasks/bulk_form.html",
        form,
        label=next(each.label for each in TASKS.bulk if each.key == action),
        count=picked.count(),
        back=listing.state.url(),
    )


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def undo_bulk(request: HttpRequest, request_id: str) -> HttpResponse:
    if count := services.undo_change_of_many(request_id=request_id, by=by(request)):
        messages.success(request, _("%(count)d görevdeki değişiklik geri alındı.") % {"count": count})
    else:
        messages.error(request, _("Bu değişiklik artık geri alınamaz."))
    return redirect("tasks:task_list")
