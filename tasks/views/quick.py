"""Adding a task by one typed line."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.saving import done, form_page, sent

from .. import services
from ..forms.quick import QuickForm
from ..models import Task
from ..quick import draft_of
from .ways import is_ours, way_back


@needs("tasks.view_tasks", "tasks.add_task")
def quick_add(request: HttpRequest) -> HttpResponse:
    """Add a task, once its page or the hint beside the field has shown what the line says. Not live: a form."""
    back = way_back(request, _page_behind(request) or reverse("tasks:my_day"))
    form = QuickForm(sent(request), by=by(request))
    if form.is_valid() and form.is_seen and (task := _add(request, form)):
        messages.success(request, _("Görev eklendi: %(task)s") % {"task": task})
        return redirect(back)
    return form_page(request, "tasks/quick.html", form, draft=form.draft, back=back)


def _page_behind(request: HttpRequest) -> str:
    """Return the page from which the common dialog was opened."""
    htmx: Any = getattr(request, "htmx", None)
    behind: str = (htmx and htmx.current_url_abs_path) or ""
    return behind if is_ours(request, behind) else ""


def _add(request: HttpRequest, form: QuickForm) -> Task | None:
    assert form.draft is not None, "a valid form has a draft"
    task: Task | None = done(form, services.create_task, task=form.draft.task(), by=by(request))
    return task


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def quick_hint(request: HttpRequest) -> TemplateResponse:
    """Tell what the line that is being typed would become. It is posted, since it may name people. Not live."""
    line = request.POST.get("line", "")[:250]
    draft = draft_of(line, by(request)) if line.strip() else None
    return TemplateResponse(request, "tasks/_hint.html", {"draft": draft})
