"""Changes of state of donors and campaigns; a small page asks for the reason where there must be one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, sent
from kafkasder.core.states import StateMachine

from .. import policy, services
from ..states import CAMPAIGN_STATES, DONOR_STATES
from .rows import get_campaign, get_donor


@needs("donations.view_donors", "donations.change_donors")
def donor_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    donor = get_donor(request, pk)
    policy.can_change_donor_state(request.user, donor).require()
    return _ask_and_change(request, donor, DONOR_STATES, target, partial(services.change_donor_state, donor=donor))


@needs("donations.view_campaigns", "donations.change_campaigns")
def campaign_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    campaign = get_campaign(request, pk)
    policy.can_change_campaign_state(request.user, campaign).require()
    change = partial(services.change_campaign_state, campaign=campaign)
    return _ask_and_change(request, campaign, CAMPAIGN_STATES, target, change)


def _ask_and_change(
    request: HttpRequest, row: Any, machine: StateMachine, target: str, change: Callable[..., Any]
) -> HttpResponse:
    transition = machine.asked(row.state, target)
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and done(form, change, target=target, by=by(request), **form.cleaned_data):
        messages.success(request, _("Kaydedildi."))
        return redirect(row)
    title = f"{transition.label}: {row}"
    return action_page(request, form, title=title, label=transition.label, back=row.get_absolute_url())
