"""Giving something to many donors at once: the list sends the ticked ones, or its whole filter."""

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

from .. import policy, services
from ..forms import ArchiveForm, LabelForm
from ..lists import DONORS

ACTIONS: dict[str, tuple[type[forms.Form], Callable[..., int]]] = {
    "etiket": (LabelForm, services.label_many),
    "arsiv": (ArchiveForm, services.archive_many),
}


@needs("donations.view_donors", "donations.change_donors")
def donor_bulk(request: HttpRequest, action: str) -> HttpResponse:
    if action not in ACTIONS:
        raise Http404
    listing = DONORS.bind(request, reverse("donations:donor_list"))
    picked = listing.picked(request.GET)
    form_class, service = ACTIONS[action]
    form = form_class(sent(request))
    if form.is_valid():
        count = service(donors=picked, by=by(request), **form.cleaned_data)
        message = _("%(count)d bağışçı değiştirildi.") % {"count": count}
        toasts.undo(request, message, reverse("donations:undo_bulk", args=[current_number()]))
        return redirect(listing.state.url())
    return form_page(
        request,
        "donations/bulk_form.html",
        form,
        label=next(each.label for each in DONORS.bulk if each.key == action),
        count=policy.changeable(request.user, picked).count(),
        back=listing.state.url(),
    )


@require_POST
@needs("donations.view_donors", "donations.change_donors")
def undo_bulk(request: HttpRequest, request_id: str) -> HttpResponse:
    if count := services.undo_change_of_many(request_id=request_id, by=by(request)):
        messages.success(request, _("%(count)d bağışçıdaki değişiklik geri alındı.") % {"count": count})
    else:
        messages.error(request, _("Bu değişiklik artık geri alınamaz."))
    return redirect("donations:donor_list")
