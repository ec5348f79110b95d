"""May this person do this to that donation?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import Decision, has_verb, refused

from ..choices import ChequeState
from ..models import Donation
from ..models.methods import NEEDS_APPROVAL
from ..querysets import VIEW_DONORS
from ..states import DonationState


def can_record_donation(user: Any) -> Decision:
    return has_verb(user, "donations.record_donations")


def can_change_donation(user: Any, donation: Donation) -> Decision:
    """What somebody approved, or what is in the ledger, stays as it was written; its form names who gave."""
    if donation.state != DonationState.PENDING:
        return refused(_("Yalnız beklemedeki bağış düzeltilir; yanlışsa iptal edip yenisini kaydedin."))
    if not user.has_perm(VIEW_DONORS):
        return refused(_("Bağışı düzeltmek için bağışçıları görme yetkisi gerekir."))
    return has_verb(user, "donations.record_donations")


def can_take_in(user: Any, donation: Donation) -> Decision:
    """A cheque is taken in when its bank paid, goods when somebody else has looked at what was written."""
    if donation.method in NEEDS_APPROVAL and donation.state == DonationState.PENDING:
        return refused(_("Önce bir başkasının onaylaması gerekir."))
    if donation.cheque_state == ChequeState.HELD:
        return refused(_("Önce çeki bankaya verin; ödenince bağış tahsil edilir."))
    return has_verb(user, "donations.record_donations")


def can_change_donation_state(user: Any, donation: Donation, target: str) -> Decision:
    """Approving and rejecting is for another than who recorded it; what was taken in is not simply cancelled."""
    if target in (DonationState.APPROVED, DonationState.REJECTED):
        if donation.method not in NEEDS_APPROVAL:
            return refused(_("Bu ödeme yöntemi onay gerektirmez."))
        if donation.created_by_id == user.pk:
            return refused(_("Kendi kaydettiğiniz bağışı onaylayamaz ya da reddedemezsiniz."))
        return has_verb(user, "donations.approve_donations")
    if target != DonationState.CANCELLED:
        return refused(_("Bu durum kendi sayfasından değişir."))
    if donation.cheque_state == ChequeState.PRESENTED:
        return refused(_("Bankadaki çek iptal edilmez; önce bankadan geri alın."))
    taken_in = donation.state == DonationState.COMPLETED
    return has_verb(user, "donations.refund_donations" if taken_in else "donations.record_donations")


def can_change_cheque(user: Any, donation: Donation) -> Decision:
    """Handing a cheque to the bank, and saying what came of it."""
    if donation.state != DonationState.APPROVED:
        return refused(_("Önce bir başkasının onaylaması gerekir."))
    return has_verb(user, "donations.record_donations")


def can_refund(user: Any, donation: Donation) -> Decision:
    if donation.state != DonationState.COMPLETED:
        return refused(_("Yalnız tahsil edilmiş bağış iade edilir."))
    if donation.method == "in_kind":
        return refused(_("Ayni bağış iade edilmez; yanlış kaydı iptal edin."))
    return has_verb(user, "donations.refund_donations")


def can_reveal_payment(user: Any, donation: Donation) -> Decision:
    """Whose account or telephone a gift came from is as personal as the donor's own."""
    return has_verb(user, "donations.reveal_donor_identity")
