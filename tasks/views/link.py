"""Pointing a task at a record, and at none any more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent

from .. import policy, services
from ..forms.link import LinkForm
from .rows import get_task


@needs("tasks.view_tasks", "tasks.add_task")
def task_link(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    policy.can_link(request.user, task).require()
    form = LinkForm(sent(request), task=task, by=by(request))
    found = form.is_valid() and form.pointer
    if found and done(form, services.link_record, task=task, pointer=found, by=by(request)):
        messages.success(request, _("Görev kayda bağlandı."))
        return redirect(task)
    title = _("Kayda bağla: %(task)s") % {"task": task}
    return action_page(request, form, title=title, label=_("Bağla"), back=task.get_absolute_url())


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def task_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    task = services.link_record(task=get_task(request, pk), pointer=None, by=by(request))
    messages.success(request, _("Görev artık bir kayda bağlı değil."))
    return redirect(task)
