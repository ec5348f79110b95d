"""Proofs of a record: taken in, given out, taken away."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.files import give_out
from kafkasder.core.saving import action_page, done, sent

from .. import services
from ..forms import FileForm
from .rows import get_file, get_record


@needs("finance.view_finance", "finance.record_finance")
def file_add(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_record(request, pk)
    form = FileForm(sent(request), request.FILES or None)
    if form.is_valid() and done(form, services.add_file, record=record, by=by(request), **form.cleaned_data):
        messages.success(request, _("Dosya eklendi."))
        return redirect(f"{record.get_absolute_url()}#live-files")
    title = _("Belge ekle: %(record)s") % {"record": record}
    return action_page(request, form, title=title, label=_("Ekle"), back=record.get_absolute_url())


@require_safe
@needs("finance.view_finance")
def file_download(request: HttpRequest, pk: int) -> FileResponse:
    """Give out a proof of a record that the viewer sees; `?goster=1` shows it in the page if it is a picture."""
    file = get_file(request, pk)
    try:
        shown = request.GET.get("goster") == "1"
        return give_out(file.content, name=file.name, content_type=file.content_type, shown=shown)
    except FileNotFoundError:
        raise Http404 from None


@require_POST
@needs("finance.view_finance", "finance.record_finance")
def file_remove(request: HttpRequest, pk: int) -> HttpResponse:
    record = services.remove_file(file=get_file(request, pk), by=by(request))
    messages.success(request, _("Dosya kaldırıldı."))
    return redirect(f"{record.get_absolute_url()}#live-files")
