"""Receipts: written on the next leaf of a book, voided and spoiled. None is deleted, no number is given twice.

The number is given under the lock of the book's row, in the transaction that writes the leaf: whatever fails leaves the
number where it was. Locks are taken in one order everywhere: donations by their keys, then the book, then the
authorisation.
"""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kafkasder.core.days import today
from kafkasder.core.locks import lock
from kafkasder.core.money_words import money_words

from .. import policy
from ..choices import GiftKind
from ..models import Donation, Receipt, ReceiptBook
from ..states import RECEIPT_STATES, ReceiptState
from .leaves import authorization_on, last_day, since

MOST_AT_ONCE = 500
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another one


@transaction.atomic
def issue_receipt(*, donation: Donation, book: ReceiptBook, collector: Any, day: date, by: Any) -> Receipt:
    """Write a donation's receipt on the next leaf of `book`."""
    (receipt,) = issue_receipts(donations=[donation], book=book, collector=collector, day=day, by=by)
    return receipt


@transaction.atomic
def issue_receipts(
    *, donations: Sequence[Donation], book: ReceiptBook, collector: Any, day: date, by: Any
) -> list[Receipt]:
    """Write a receipt for each of several donations, oldest first: all of them or none."""
    policy.can_issue_receipt(by).require()
    locked = [lock(each, by) for each in sorted(donations, key=lambda each: each.pk)]
    for donation in locked:
        _check_donation(donation, day)
    book = lock(book, by)
    if book.left < len(locked):
        told = _("Ciltte %(left)d boş yaprak kaldı.") % {"left": book.left}
        raise ValidationError({"book": told}, code="book_full")
    authorization = _check_leaf(book, collector, day)
    return [
        _write(book, by, donation=donation, day=day, collector=collector, authorization=authorization)
        for donation in sorted(locked, key=lambda each: (each.day, each.pk))
    ]


@transaction.atomic
def void_receipt(*, receipt: Receipt, reason: str, by: Any) -> Receipt:
    """Void a receipt; its leaf and its number stay, and its donation may get another one."""
    receipt = lock(receipt, by)
    policy.can_void_receipt(by, receipt).require()
    RECEIPT_STATES.require(receipt.state, ReceiptState.VOID, reason)
    receipt.state, receipt.void_reason = ReceiptState.VOID, reason.strip()
    receipt.voided_by, receipt.voided_at = by, timezone.now()
    receipt.save(update_fields=["state", "void_reason", "voided_by", "voided_at"])
    return receipt


@transaction.atomic
def spoil_leaf(*, book: ReceiptBook, day: date, reason: str, by: Any) -> Receipt:
    """Record that the next leaf of a book was spoiled, before anything valid stood on it."""
    book = lock(book, by)
    policy.can_spoil_leaf(by, book).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    _require("day", _day_decision(book, day))
    void = {"state": ReceiptState.VOID, "void_reason": reason.strip(), "voided_by": by, "voided_at": timezone.now()}
    collector = book.holder or by
    leaf = Receipt(day=day, collector=collector, **void)
    return _give_number(leaf, book, by)


def _check_donation(donation: Donation, day: date) -> None:
    need = policy.needs_receipt(donation)
    if not need:
        raise ValidationError(str(need.reason), code="no_receipt_for_this")
    if donation.receipts.issued().exists():
        raise ValidationError(_("Bu bağışın makbuzu var."), code="receipt_one_for_a_donation")
    assert donation.record
    if day < donation.record.day:
        told = _("Makbuz, bağışın tahsil edildiği günden önceki bir günün olamaz.")
        raise ValidationError({"day": told}, code="before_donation")


def _check_leaf(book: ReceiptBook, collector: Any, day: date) -> Any:
    """Return by what the collector may write on the book's next leaf on that day."""
    _require("book", policy.is_the_collectors(book, collector))
    _require("day", _day_decision(book, day))
    authorization = authorization_on(collector, day)
    if authorization is None:
        told = _("Bu kişinin o gün tahsil yetkisi yok.")
        raise ValidationError({"collector": told}, code="no_authorization")
    return authorization


def _day_decision(book: ReceiptBook, day: date) -> Any:
    return policy.day_of_leaf(book, day, today=today(), since=since(book), last=last_day(book))


def _require(field: str, decision: Any) -> None:
    if not decision:
        raise ValidationError({field: decision.reason}, code="not_this_leaf")


def _write(book: ReceiptBook, by: Any, *, donation: Donation, **leaf: Any) -> Receipt:
    """Write on the next leaf what stands in the donation, in the language of documents."""
    kind = policy.RECEIPTED[donation.method]
    if book.kind != kind:
        raise ValidationError({"book": _("Bu bağış için başka türde bir belge kesilir.")}, code="wrong_kind")
    donor = donation.donor
    address = ", ".join(filter(None, (donor.address, donor.place)))
    with override("tr"):
        receipt = Receipt(
            donation=donation,
            payer_name=str(donor),
            payer_number=donor.number,
            payer_address=address,
            income=income_of(donation),
            amount=donation.amount,
            currency=donation.currency,
            amount_words=money_words(donation.amount, donation.currency),
            goods=_goods(donation),
            note=donation.fund.receipt_text,
            **leaf,
        )
    return _give_number(receipt, book, by)


def income_of(donation: Donation) -> str:
    """Return the kind of income as the form has it: a fee, dues, or a donation with what it is for."""
    if donation.kind in (GiftKind.DUES, GiftKind.ENTRY_FEE):
        return str(donation.get_kind_display())
    if donation.kind == GiftKind.GENERAL:
        return _("Bağış")
    return _("Bağış (%(kind)s)") % {"kind": donation.get_kind_display()}


def _goods(donation: Donation) -> list[dict[str, str]]:
    return [
        {
            "what": " – ".join(filter(None, (item.category, item.description))),
            "quantity": f"{item.quantity.normalize():f}",
            "unit": str(item.get_unit_display()),
            "value": f"{item.value}",
        }
        for item in donation.items.all()
    ]


def _give_number(receipt: Receipt, book: ReceiptBook, by: Any) -> Receipt:
    """Give a leaf the next number of its locked book."""
    receipt.book, receipt.kind, receipt.series, receipt.number = book, book.kind, book.series, book.next_number
    receipt.collector_name, receipt.collector_duty = receipt.collector.full_name, receipt.collector.title
    receipt.issued_by = by
    receipt.code = "".join(secrets.choice(_CODE_LETTERS) for _place in range(12))
    receipt.save(force_insert=True)
    book.next_number += 1
    book.save(update_fields=["next_number", "updated_at"])
    return receipt
