"""Moving money between accounts or funds, for the rooms whose rules were asked already."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import rules
from ..models import Posting, Transfer
from ..states import RecordState


@transaction.atomic
def move(*, transfer: Transfer, by: Any) -> Transfer:
    """Store a new transfer as approved and move its money; its currencies are those of its accounts."""
    check(transfer)
    transfer.state, transfer.decided_by, transfer.decided_at = RecordState.APPROVED, by, timezone.now()
    transfer.created_by = transfer.created_by or by
    transfer.save()
    post(transfer)
    return transfer


def check(transfer: Transfer) -> None:
    """Give a transfer the currencies of its accounts; raise ValidationError for what may not be moved."""
    source, target = transfer.from_account, transfer.to_account
    if source and target:
        if not (source.is_open and target.is_open):
            raise ValidationError(_("Kapalı bir hesaptan ya da hesaba aktarılamaz."), code="account_closed")
        transfer.currency = source.currency
        transfer.received_currency = "" if source.currency == target.currency else target.currency
        if transfer.received_currency and (transfer.received is None or transfer.fund is None):
            raise ValidationError({"received": _("Döviz bozdururken giren tutarı ve fonu yazın.")}, code="exchange")
        if not transfer.received_currency:
            transfer.received = transfer.fund = None
    elif transfer.from_fund and transfer.to_fund:
        if not (transfer.from_fund.is_open and transfer.to_fund.is_open):
            raise ValidationError(_("Kapalı bir fondan ya da fona aktarılamaz."), code="fund_closed")
        if refusal := rules.refusal_to_give(transfer.from_fund, transfer.to_fund, transfer.decision):
            raise ValidationError({"from_fund": refusal}, code="fund_stays")
    else:
        raise ValidationError(_("Ya iki hesap ya da iki fon seçin."), code="two_of_a_kind")


def post(transfer: Transfer) -> None:
    """Move the money of a transfer that has just been approved, once and in one statement."""
    pairs: list[tuple[dict[str, Any], str, Any]]
    if transfer.from_fund_id:
        pairs = [
            ({"fund_id": transfer.from_fund_id}, transfer.currency, -transfer.amount),
            ({"fund_id": transfer.to_fund_id}, transfer.currency, transfer.amount),
        ]
    elif transfer.received is None:
        pairs = [
            ({"account_id": transfer.from_account_id}, transfer.currency, -transfer.amount),
            ({"account_id": transfer.to_account_id}, transfer.currency, transfer.amount),
        ]
    else:
        fund = {"fund_id": transfer.fund_id}
        pairs = [
            ({"account_id": transfer.from_account_id, **fund}, transfer.currency, -transfer.amount),
            ({"account_id": transfer.to_account_id, **fund}, transfer.received_currency, transfer.received),
        ]
    Posting.objects.bulk_create(
        Posting(day=transfer.day, currency=currency, amount=amount, transfer=transfer, **places)
        for places, currency, amount in pairs
    )
