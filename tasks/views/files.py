"""Files of a task: taken in, given out, taken away."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.files import give_out
from kafkasder.core.saving import action_page, done, sent

from .. import policy, services
from ..forms import FileForm
from .rows import get_file, get_task


@needs("tasks.view_tasks", "tasks.add_task")
def file_add(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    policy.can_work(request.user, task).require()
    form = FileForm(sent(request), request.FILES or None)
    if form.is_valid() and done(form, services.add_file, task=task, by=by(request), **form.cleaned_data):
        messages.success(request, _("Dosya eklendi."))
        return redirect(f"{task.get_absolute_url()}#live-files")
    title = _("Dosya ekle: %(task)s") % {"task": task}
    return action_page(request, form, title=title, label=_("Ekle"), back=task.get_absolute_url())


@require_safe
@needs("tasks.view_tasks")
def file_download(request: HttpRequest, pk: int) -> FileResponse:
    """Give out a file of a task that the viewer sees; `?goster=1` shows it in the page if it is a picture."""
    file = get_file(request, pk)
    try:
        shown = request.GET.get("goster") == "1"
        return give_out(file.content, name=file.name, content_type=file.content_type, shown=shown)
    except FileNotFoundError:
        raise Http404 from None


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def file_remove(request: HttpRequest, pk: int) -> HttpResponse:
    task = services.remove_file(file=get_file(request, pk), by=by(request))
    messages.success(request, _("Dosya kaldırıldı."))
    return redirect(f"{task.get_absolute_url()}#live-files")
