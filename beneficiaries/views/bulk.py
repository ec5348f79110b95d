"""Giving something to many households at once: the list sends the ticked ones, or its whole filter."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import needs
from kafkasder.core import toasts
from kafkasder.core.request_number import current_number
from kafkasder.core.saving import form_page, sent

from .. import policy, services
from ..forms.bulk import AssignForm, PriorityForm
from ..lists import HOUSEHOLDS

FORMS: dict[str, type[forms.Form]] = {"sorumlu": AssignForm, "oncelik": PriorityForm}


@needs("beneficiaries.view_household", "beneficiaries.change_household")
def household_bulk(request: HttpRequest, action: str) -> HttpResponse:
    if action not in FORMS:
        raise Http404
    listing = HOUSEHOLDS.bind(request, reverse("beneficiaries:household_list"))
    households = listing.picked(request.GET)
    form = FORMS[action](sent(request))
    if form.is_valid():
        count = services.change_households(households=households, by=request.user, **form.cleaned_data)
        message = _("%(count)d hane değiştirildi.") % {"count": count}
        toasts.undo(request, message, reverse("beneficiaries:undo_household_bulk", args=[current_number()]))
        return redirect(listing.state.url())
    return form_page(
        request,
        "beneficiaries/bulk_form.html",
        form,
        label=next(each.label for each in HOUSEHOLDS.bulk if each.key == action),
        count=policy.changeable_households(request.user, households).count(),
        back=listing.state.url(),
    )


@require_POST
@needs("beneficiaries.view_household", "beneficiaries.change_household")
def undo_household_bulk(request: HttpRequest, request_id: str) -> HttpResponse:
    if count := services.undo_change_of_households(request_id=request_id, by=request.user):
        messages.success(request, _("%(count)d hanedeki değişiklik geri alındı.") % {"count": count})
    else:
        messages.error(request, _("Bu değişiklik artık geri alınamaz."))
    return redirect("beneficiaries:household_list")
