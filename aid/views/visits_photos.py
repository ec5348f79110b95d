"""Photos of home visits: taken in, shown to who sees the visit, taken away."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.files import give_out
from kafkasder.core.pictures import PHOTO_TYPE, drawn_anew
from kafkasder.core.saving import action_page, done, sent

from .. import policy, services
from ..forms.visits import PhotosForm, PublicationForm
from ..models import HomeVisit, VisitPhoto
from .visits import get_visit

SMALL_SIDE = 240


def get_photo(request: HttpRequest, pk: int) -> VisitPhoto:
    rows = VisitPhoto.objects.filter(visit__in=HomeVisit.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("visit"), pk=pk)


@needs("aid.view_aid")
def visit_photos(request: HttpRequest, pk: int) -> HttpResponse:
    """Add photos to a visit that is planned or done."""
    visit = get_visit(request, pk)
    policy.can_add_photos(request.user, visit).require()
    form = PhotosForm(sent(request), request.FILES or None, must=True)
    if form.is_valid() and done(form, services.add_photos, visit=visit, uploads=form.uploads, by=by(request)):
        messages.success(request, _("Fotoğraflar eklendi."))
        return redirect(f"{visit.get_absolute_url()}#live-photos")
    title = _("Fotoğraf ekle: %(visit)s") % {"visit": visit}
    return action_page(request, form, title=title, label=_("Ekle"), back=visit.get_absolute_url())


@require_safe
@needs("aid.view_aid")
def photo(request: HttpRequest, pk: int) -> FileResponse:
    """Give the small picture that stands on the visit's page."""
    row = get_photo(request, pk)
    try:
        return give_out(drawn_anew(row.content, SMALL_SIDE), name=row.name, content_type=PHOTO_TYPE, shown=True)
    except FileNotFoundError:
        raise Http404 from None


@require_POST
@needs("aid.view_aid")
def photo_open(request: HttpRequest, pk: int) -> FileResponse:
    """Show a photo in full, which is recorded and so is no GET."""
    row = services.open_photo(photo=get_photo(request, pk), by=by(request))
    try:
        return give_out(row.content, name=row.name, content_type=PHOTO_TYPE, shown=True)
    except FileNotFoundError:
        raise Http404 from None


@require_POST
@needs("aid.view_aid")
def photo_remove(request: HttpRequest, pk: int) -> HttpResponse:
    visit = services.remove_photo(photo=get_photo(request, pk), by=by(request))
    messages.success(request, _("Fotoğraf kaldırıldı."))
    return redirect(f"{visit.get_absolute_url()}#live-photos")


@needs("aid.view_aid", "aid.review_applications")
def photo_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who is in a photo, and whether it may be published."""
    row = get_photo(request, pk)
    policy.can_mark_photo(request.user, row).require()
    form, back = PublicationForm(sent(request), photo=row), row.visit.get_absolute_url()
    if form.is_valid() and done(form, services.mark_photo, photo=row, by=by(request), **form.cleaned_data):
        messages.success(request, _("Fotoğrafın yayım bilgisi kaydedildi."))
        return redirect(f"{back}#live-photos")
    return action_page(request, form, title=_("Fotoğrafta kim var?"), label=_("Kaydet"), back=back)
