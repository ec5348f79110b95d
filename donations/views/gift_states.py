"""The ways out of a donation's state, and those of its cheque: each asks on a small page for what it needs."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.money import format_money
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, sent
from kafkasder.core.states import Transition

from .. import policy, services
from ..choices import ChequeState
from ..forms.gift_actions import RefundForm, TakeInForm
from ..models import Donation
from ..states import CHEQUE_STATES, DONATION_STATES, DonationState
from .rows import get_donation


@needs("donations.view_donations")
def donation_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    """Which verb it takes depends on the way, so the policy alone decides."""
    donation = get_donation(request, pk)
    transition = DONATION_STATES.asked(donation.state, target)
    if target == DonationState.REFUNDED:
        return _refund(request, donation, transition)
    if target == DonationState.COMPLETED:
        policy.can_take_in(request.user, donation).require()
        form: forms.Form = TakeInForm(sent(request), donation=donation)
        return _go(request, form, donation, transition, services.take_in)
    policy.can_change_donation_state(request.user, donation, target).require()
    form = ReasonForm(sent(request), required=transition.needs_reason)
    return _go(request, form, donation, transition, services.change_donation_state, target=target)


@needs("donations.view_donations", "donations.record_donations")
def cheque_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    donation = get_donation(request, pk)
    transition = CHEQUE_STATES.asked(donation.cheque_state, target)
    policy.can_change_cheque(request.user, donation).require()
    form: forms.Form
    if target == ChequeState.CLEARED:
        form = TakeInForm(sent(request), donation=donation)
    else:
        form = ReasonForm(sent(request), required=transition.needs_reason)
    return _go(request, form, donation, transition, services.change_cheque_state, target=target)


def _refund(request: HttpRequest, donation: Donation, transition: Transition) -> HttpResponse:
    policy.can_refund(request.user, donation).require()
    form = RefundForm(sent(request), donation=donation)
    left = format_money(donation.amount - donation.refunded, donation.currency)
    text = _("En çok %(left)s iade edilebilir. Tamamı iade edilirse bağışın durumu “İade edildi” olur.") % {
        "left": left
    }
    return _go(request, form, donation, transition, services.refund, text=text)


def _go(
    request: HttpRequest,
    form: forms.Form,
    donation: Donation,
    transition: Transition,
    service: Any,
    text: str = "",
    **arguments: Any,
) -> HttpResponse:
    if form.is_valid() and done(form, service, donation=donation, by=by(request), **arguments, **form.cleaned_data):
        messages.success(request, _("Kaydedildi."))
        return redirect(donation)
    title = f"{transition.label}: {donation}"
    back = donation.get_absolute_url()
    return action_page(request, form, title=title, label=transition.label, back=back, text=text)
