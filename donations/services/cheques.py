"""Cheques and notes: handed to the bank, paid, taken back or dishonoured. What came of one the donation follows."""

from datetime import date
from typing import Any

from django.db import transaction

from finance.models import MoneyAccount
from kafkasder.core.locks import lock

from .. import policy
from ..choices import ChequeState
from ..models import Donation
from ..states import CHEQUE_STATES, DONATION_STATES, DonationState
from .gift_telling import tell_decided
from .giving import take_in


@transaction.atomic
def change_cheque_state(
    *,
    donation: Donation,
    target: str,
    by: Any,
    reason: str = "",
    day: date | None = None,
    account: MoneyAccount | None = None,
) -> Donation:
    """Bring a cheque along its machine; a paid one is taken in on `day`, a dishonoured one ends its donation."""
    donation = lock(donation, by)
    CHEQUE_STATES.require(donation.cheque_state, target, reason)
    policy.can_change_cheque(by, donation).require()
    if target == ChequeState.CLEARED:
        return take_in(donation=donation, by=by, day=day, account=account)
    donation.cheque_state = target
    if target == ChequeState.DISHONOURED:
        DONATION_STATES.require(donation.state, DonationState.CANCELLED, reason)
        donation.state, donation.state_reason = DonationState.CANCELLED, reason.strip()
    donation.save(update_fields=["cheque_state", "state", "state_reason", "updated_at"])
    if target == ChequeState.DISHONOURED:
        tell_decided(donation, by)
    return donation
