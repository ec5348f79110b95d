"""Files of the agenda: taken in, given out, taken away."""

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
from .rows import get_file, get_item


@needs("meetings.view_meetings", "meetings.manage_meetings")
def file_add(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_item(request, pk)
    policy.can_hold(request.user, item.meeting).require()
    form = FileForm(sent(request), request.FILES or None)
    if form.is_valid() and done(form, services.add_file, item=item, by=by(request), **form.cleaned_data):
        messages.success(request, _("Dosya eklendi."))
        return redirect(item)
    title, text = _("Dosya ekle: %(item)s") % {"item": item}, _("PDF, fotoğraf, Office belgesi, CSV ya da düz metin.")
    back = item.meeting.get_absolute_url()
    return action_page(request, form, title=title, label=_("Ekle"), back=back, text=text)


@require_safe
@needs("meetings.view_meetings")
def file_download(request: HttpRequest, pk: int) -> FileResponse:
    """Give out a file of a meeting that the viewer sees; `?goster=1` shows it in the page if it is a picture."""
    file = get_file(request, pk)
    try:
        shown = request.GET.get("goster") == "1"
        return give_out(file.content, name=file.name, content_type=file.content_type, shown=shown)
    except FileNotFoundError:
        raise Http404 from None


@require_POST
@needs("meetings.view_meetings", "meetings.manage_meetings")
def file_remove(request: HttpRequest, pk: int) -> HttpResponse:
    item = services.remove_file(file=get_file(request, pk), by=by(request))
    messages.success(request, _("Dosya kaldırıldı."))
    return redirect(item)
