"""The pages of donations: the list, its files, and the page of one, which offers nobody to approve what they wrote."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.exports import export_list
from accounts.guards import by, needs
from finance.choices import PaymentMethod
from kafkasder.core.policy import Decision
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import done, form_page, sent
from kafkasder.core.states import Transition
from kafkasder.live import live_page
from tasks.panel import tasks_of

from .. import policy, services
from ..lists import DONATIONS
from ..lists.gifts import sums_of
from ..models import Donation
from ..models.methods import FIELDS
from ..querysets import VIEW_DONORS
from ..references import DONATION
from ..services.giving import needs_approval
from ..states import CHEQUE_STATES, DONATION_STATES, TAKEN_IN, DonationState
from ..templatetags.gifts import payment_label
from .rows import donations, get_donation


@needs("donations.view_donations")
@DONATIONS.personal
@live_page(shared=True)
def donation_list(request: HttpRequest) -> HttpResponseBase:
    response = DONATIONS.respond(request, "donations/gift_list.html")
    context = response.context_data or {}
    context["only_taken_in"], context["sums"] = sums_of(context["listing"])
    return response


@require_POST
@needs("donations.view_donations", "donations.export_donations")
def donation_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, DONATIONS, "donations:donation_list")


@require_safe
@needs("donations.view_donations")
@live_page()
def donation_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    rows = donations(request).select_related(
        "donor", "fund", "campaign", "account", "collector", "record", "created_by", "approved_by", "batch"
    )
    donation = get_object_or_404(rows, pk=pk)
    user = request.user
    sees_donor = user.has_perm(VIEW_DONORS)
    ways, refusal = ways_out(user, donation)
    context = {
        "donation": donation,
        "left": donation.amount - donation.refunded,
        "payment": list(payment_facts(donation)),
        "goods": list(donation.items.all()) if donation.method == PaymentMethod.IN_KIND else [],
        "refunds": list(donation.refunds.select_related("created_by")),
        "split": services.split_of(donation),
        "transitions": ways,
        "refusal": refusal,
        "cheque_transitions": cheque_ways_out(user, donation),
        "may": {
            "change": policy.can_change_donation(user, donation).allowed,
            "reveal": policy.can_reveal_payment(user, donation).allowed,
            "thank": donation.state in TAKEN_IN and sees_donor,
            "see_donor": sees_donor,
            "see_campaign": user.has_perm("donations.view_campaigns"),
            "see_money": user.has_perm("finance.view_finance"),
            "see_receipts": user.has_perm("donations.view_receipts"),
        },
        "tasks": tasks_of(user, DONATION, donation.pk),
        "history": timeline_of(donation, without=() if sees_donor else ("donor_id",)),
    }
    return TemplateResponse(request, "donations/gift_detail.html", context)


def ways_out(user: Any, donation: Donation) -> tuple[list[Transition], str | Promise | None]:
    """Return the ways out of a donation's state that `user` may go, and why somebody with the verb may not approve."""
    ways, refusal = [], None
    for each in DONATION_STATES.from_state(donation.state):
        decision = _may_go(user, donation, each.target)
        if donation.cheque_state and each.target == DonationState.COMPLETED:
            continue  # its cheque leads there
        if decision.allowed:
            ways.append(each)
        elif each.target == DonationState.APPROVED and needs_approval(donation.method):
            refusal = decision.reason
    return ways, refusal if user.has_perm("donations.approve_donations") else None


def _may_go(user: Any, donation: Donation, target: str) -> Decision:
    if target == DonationState.REFUNDED:
        return policy.can_refund(user, donation)
    if target != DonationState.COMPLETED:
        return policy.can_change_donation_state(user, donation, target)
    return policy.can_take_in(user, donation)


def cheque_ways_out(user: Any, donation: Donation) -> list[Transition]:
    if not donation.cheque_state or not policy.can_change_cheque(user, donation).allowed:
        return []
    return CHEQUE_STATES.from_state(donation.cheque_state)


def payment_facts(donation: Donation) -> Iterator[tuple[str, str, Any]]:
    """Yield the name, label and value of what belongs to the way in which a donation was paid."""
    for name in FIELDS[donation.method]:
        said = getattr(donation, f"get_{name}_display", None)
        yield name, payment_label(name), said() if said else getattr(donation, name)


@needs("donations.view_donations", "donations.reveal_donor_identity")
@never_cache
def donation_reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Show a masked value in the answer to a POST that says why; never by a GET, and live for nobody."""
    donation = get_donation(request, pk)
    if field not in services.PAYMENT_REVEALABLE:
        raise Http404
    label = payment_label(field)
    context = {"donation": donation, "label": label, "shown": None}
    form = ReasonForm(sent(request))
    if form.is_valid():
        context["shown"] = done(
            form, services.reveal_payment, donation=donation, field=field, by=by(request), **form.cleaned_data
        )
    return form_page(request, "donations/gift_reveal.html", form, **context)
