"""May this person do this to that receipt, book or authorisation? And what does a gift need a receipt for?"""

from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from finance.choices import PaymentMethod
from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused

from ..choices import ReceiptKind
from ..models import CollectorAuthorization, Donation, Receipt, ReceiptBook
from ..states import BookState, DonationState, ReceiptState

ISSUE = "donations.issue_receipts"
VOID = "donations.void_receipts"
MANAGE = "donations.manage_receipt_books"

RECEIPTED: Final[dict[str, str]] = {
    PaymentMethod.CASH: ReceiptKind.CASH,
    PaymentMethod.IN_KIND: ReceiptKind.IN_KIND,
}
"""The kind of document that proves each way of giving by hand."""


def can_issue_receipt(user: Any) -> Decision:
    return has_verb(user, ISSUE)


def needs_receipt(donation: Donation) -> Decision:
    """Whether a donation is one that a receipt is written for; that it has none yet is asked by the service."""
    if donation.method not in RECEIPTED:
        return refused(_("Bankadan gelen bağışın belgesi dekonttur; makbuz kesilmez (5253 sayılı kanun, m. 11)."))
    if donation.state != DonationState.COMPLETED:
        return refused(_("Makbuz yalnız tahsil edilmiş bağış için kesilir."))
    if donation.derbis_number:
        return refused(_("Bu bağışın DERBİS'te e-alındı belgesi var; ikinci belge kesilmez."))
    return ALLOWED


def can_void_receipt(user: Any, receipt: Receipt) -> Decision:
    if receipt.state == ReceiptState.VOID:
        return refused(_("Bu makbuz iptal edilmiş."))
    return has_verb(user, VOID)


def can_spoil_leaf(user: Any, book: ReceiptBook) -> Decision:
    if book.state == BookState.CLOSED or not book.left:
        return refused(_("Bu ciltte boş yaprak yok."))
    return has_verb(user, VOID)


def can_send_receipt(user: Any, receipt: Receipt) -> Decision:
    """Whether a receipt may go to its donor by e-mail: they consented, and it is not void."""
    if receipt.state != ReceiptState.ISSUED or receipt.donation is None:
        return refused(_("İptal edilmiş makbuz gönderilmez."))
    donor = receipt.donation.donor
    if "email" not in donor.consents or not donor.email:
        return refused(_("Bağışçının e-posta adresi ya da e-posta izni yok."))
    return has_verb(user, ISSUE)


def can_manage_books(user: Any) -> Decision:
    return has_verb(user, MANAGE)


def can_change_book(user: Any, book: ReceiptBook) -> Decision:
    """What was written of a book is corrected until somebody got it or a leaf of it was used."""
    if not (may := has_verb(user, MANAGE)):
        return may
    if book.next_number != book.first or book.state == BookState.CLOSED or book.handovers.exists():
        return refused(_("Teslim edilmiş, kapatılmış ya da yaprağı kullanılmış cildin bilgileri değişmez."))
    return may


def can_change_book_state(user: Any, book: ReceiptBook) -> Decision:
    return has_verb(user, MANAGE)


def can_revoke_authorization(user: Any, authorization: CollectorAuthorization) -> Decision:
    if authorization.revoked_on:
        return refused(_("Bu yetki iptal edilmiş."))
    return has_verb(user, MANAGE)


def holding_on(day: date) -> Q:
    """Keep the authorisations by which somebody may collect on a day."""
    return Q(valid_from__lte=day, valid_to__gte=day) & (Q(revoked_on=None) | Q(revoked_on__gt=day))


def is_the_collectors(book: ReceiptBook, collector: Any) -> Decision:
    """Whether somebody may write on a leaf of a book: it is with them, or in stock and they work in the office."""
    if book.state == BookState.DELIVERED:
        return ALLOWED if book.holder_id == collector.pk else refused(_("Bu cilt başka bir görevlide."))
    if book.state == BookState.IN_STOCK:
        return ALLOWED if collector.has_perm(ISSUE) else refused(_("Depodaki ciltten yalnız ofis görevlileri keser."))
    return refused(_("Bu cilt kullanımda değil."))


def day_of_leaf(book: ReceiptBook, day: date, *, today: date, since: date, last: date | None) -> Decision:
    """Whether a book's next leaf may bear a day: `since` it is where it is, `last` is the day of its last leaf."""
    if day > today:
        return refused(_("Gelecekte bir gün olamaz."))
    if day < since:
        told = _("Cilt bu tarihte verilmemişti: %(day)s.")
        return refused(told % {"day": date_format(since, "j F Y")})
    if last and day < last:
        told = _("Ciltteki son makbuzun tarihi %(day)s; daha eski bir gün yazılamaz.")
        return refused(told % {"day": date_format(last, "j F Y")})
    return ALLOWED
