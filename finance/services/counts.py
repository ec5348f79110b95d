"""Counting cash boxes: what should be in one is read while nobody can take from it, and what differs is booked."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock_named

from .. import balances, policy, rules
from ..choices import Category, Direction, DocumentType, FundKind, PaymentMethod
from ..models import CashCount, FinanceRecord, Fund
from .booking import Entry, book


@transaction.atomic
def count_cash(*, count: CashCount, by: Any) -> CashCount:
    """Store what was counted in a box, and book what differs from the records as other income or expense.

    A difference above what one person may book alone is refused: it goes through records, where another approves it.
    """
    policy.can_count(by, count.account).require()
    # The lock of the database's own guard: who takes money from the box waits, or was waited for.
    lock_named(f"finance balance account{count.account.pk}{count.account.currency}")
    count.expected = balances.of_account(count.account)
    count.at, count.counted_by, count.note = timezone.now(), by, count.note.strip()
    if difference := count.counted - count.expected:
        count.record = _book_difference(count, difference, by)
    count.save(force_insert=True)
    return count


def _book_difference(count: CashCount, difference: Decimal, by: Any) -> FinanceRecord:
    if not count.note:
        raise ValidationError({"note": _("Farkın nedenini yazın.")}, code="difference_unexplained")
    if rules.needs_four_eyes(difference, count.account.currency, today()):
        told = _("Bu büyüklükte bir farkı ikinci bir kişi onaylar: önce gelir-gider kaydı yazın, onaylanınca sayın.")
        raise ValidationError({"counted": told}, code="four_eyes")
    is_more = difference > 0
    entry = Entry(
        direction=Direction.INCOME if is_more else Direction.EXPENSE,
        category=Category.IN_OTHER if is_more else Category.OUT_OTHER,
        amount=abs(difference),
        currency=count.account.currency,
        fund=Fund.objects.get(kind=FundKind.GENERAL),
        account=count.account,
        day=today(),
        method=PaymentMethod.CASH,
        document_type=DocumentType.MINUTES,
        description=(_("Kasa sayım fazlası: %(note)s") if is_more else _("Kasa sayım noksanı: %(note)s"))
        % {"note": count.note[:250]},
    )
    return book(entry=entry, by=by)
