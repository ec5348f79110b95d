"""May this person type gifts in together, or say what operators paid out?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import Decision, has_verb, refused

from ..models import Batch, Donation, Settlement
from ..states import BatchState, DonationState


def can_settle(user: Any) -> Decision:
    return has_verb(user, "finance.record_finance")


def can_undo_settlement(user: Any, settlement: Settlement) -> Decision:
    if settlement.undone_at:
        return refused(_("Bu hesap kapama zaten geri alınmış."))
    return can_settle(user)


def can_open_batch(user: Any) -> Decision:
    return has_verb(user, "donations.record_donations")


def can_type_into_batch(user: Any, batch: Batch) -> Decision:
    if batch.state == BatchState.CLOSED:
        return refused(_("Bu toplu giriş tamamlandı; artık bağış eklenemez."))
    return can_open_batch(user)


def can_change_batch_row(user: Any, batch: Batch, donation: Donation) -> Decision:
    """What was taken in meanwhile on its own page is changed there."""
    if donation.state != DonationState.PENDING:
        return refused(_("Tahsil edilmiş ya da iptal edilmiş bağış buradan değişmez."))
    return can_type_into_batch(user, batch)
