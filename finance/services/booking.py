"""Writing into the ledger, for the rooms whose rules were asked already: donations, aid and whatever moves money.

What people type in themselves goes through `records`, where a second pair of eyes may be needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.bulk import copy_rows, reserve_keys
from kafkasder.core.references import Pointer

from .. import rules
from ..choices import Direction
from ..models import FinanceRecord, Fund, MoneyAccount, Posting
from ..states import RecordState


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What came in or went out; `source` is the row that made it, as `core.references` names it."""

    direction: Direction
    category: str
    amount: Decimal
    currency: str
    fund: Fund
    account: MoneyAccount
    day: date
    method: str
    document_type: str
    description: str
    document_number: str = ""
    counterparty: str = ""
    source: Pointer | None = None

    def check(self) -> None:
        """Raise ValidationError, by field, for what fund or account do not allow."""
        if refusal := rules.refusal_of_account(self.account, currency=self.currency, method=self.method):
            raise ValidationError(refusal, code="account")
        if not self.fund.is_open:
            raise ValidationError({"fund": _("Bu fon kapalı.")}, code="fund_closed")
        if self.direction == Direction.EXPENSE and (no := rules.refusal_to_spend(self.fund, self.category)):
            raise ValidationError({"fund": no}, code="fund_not_for_this")

    def record(self, by: Any, **more: Any) -> FinanceRecord:
        kind, pk = self.source or ("", None)
        return FinanceRecord(
            direction=self.direction,
            category=self.category,
            amount=self.amount,
            currency=self.currency,
            fund=self.fund,
            account=self.account,
            day=self.day,
            method=self.method,
            document_type=self.document_type,
            document_number=self.document_number,
            counterparty=self.counterparty,
            description=self.description,
            source_kind=kind,
            source_pk=pk,
            created_by=by,
            **more,
        )


@transaction.atomic
def book(*, entry: Entry, by: Any) -> FinanceRecord:
    """Write an entry and move its money at once.

    Raise ValidationError for what fund or account do not allow; the database refuses a balance below zero and a day in
    a locked month (`core.saving.explaining` has their words).
    """
    entry.check()
    record = entry.record(by, **_decided(by))
    record.save(force_insert=True)
    post(record)
    return record


@transaction.atomic
def book_many(*, entries: Sequence[Entry], by: Any) -> list[FinanceRecord]:
    """Do the same for many entries at once, in a few statements; return their records in this order."""
    for entry in entries:
        entry.check()
    records = [entry.record(by, **_decided(by)) for entry in entries]
    for record, key in zip(records, reserve_keys(FinanceRecord, len(records)), strict=True):
        record.pk = key
    copy_rows(FinanceRecord, records)
    copy_rows(Posting, _postings(records))
    return records


@transaction.atomic
def reverse(
    *,
    record: FinanceRecord,
    day: date,
    reason: str,
    by: Any,
    amount: Decimal | None = None,
    account: MoneyAccount | None = None,
    source: Pointer | None = None,
) -> FinanceRecord:
    """Take back an approved record, or `amount` of it, by a row of its own; `account` if its money is elsewhere by now.

    The database refuses to take back more than there was.
    """
    if record.reverses_id or record.state != RecordState.APPROVED:
        raise ValidationError(_("Yalnız onaylanmış bir kayıt ters kayıtla geri alınır."), code="not_reversible")
    taken = record.amount if amount is None else amount
    back = reversal_of(record, amount=taken, day=day, reason=reason, by=by, account=account, source=source)
    for name, value in _decided(by).items():
        setattr(back, name, value)
    back.save(force_insert=True)
    post(back)
    return back


def reversal_of(
    record: FinanceRecord,
    *,
    amount: Decimal,
    day: date,
    reason: str,
    by: Any,
    account: MoneyAccount | None = None,
    source: Pointer | None = None,
) -> FinanceRecord:
    """Return the row that takes `amount` of a record back; it is not stored and waits."""
    return FinanceRecord(
        direction=record.direction,
        category=record.category,
        amount=-amount,
        currency=record.currency,
        fund_id=record.fund_id,
        account=account or record.account,
        day=day,
        method=record.method,
        document_type=record.document_type,
        document_number=record.document_number,
        counterparty=record.counterparty,
        description=reason.strip(),
        reverses=record,
        source_kind=source[0] if source else record.source_kind,
        source_pk=source[1] if source else record.source_pk,
        created_by=by,
    )


def post(record: FinanceRecord) -> None:
    """Move the money of a record that has just been approved, once."""
    for posting in _postings([record]):
        posting.save(force_insert=True)


def _postings(records: Iterable[FinanceRecord]) -> list[Posting]:
    return [
        Posting(
            day=record.day,
            fund_id=record.fund_id,
            account_id=record.account_id,
            currency=record.currency,
            amount=record.signed_amount,
            record=record,
        )
        for record in records
    ]


def _decided(by: Any) -> dict[str, Any]:
    return {"state": RecordState.APPROVED, "decided_by": by, "decided_at": timezone.now()}
