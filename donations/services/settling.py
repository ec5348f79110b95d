"""What operators pay out for gifts less a fee: written into the ledger, and taken back."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from finance import rules
from finance.choices import CLEARING, AccountKind, Category, Direction, DocumentType, FundKind
from finance.models import FinanceRecord, Fund, MoneyAccount, Transfer
from finance.services import Entry, book, move, reverse
from kafkasder.core.days import today
from kafkasder.core.locks import lock
from kafkasder.core.money import format_money, share_out

from .. import policy
from ..clearing import with_owed
from ..models import Donation, Settlement
from ..references import SETTLEMENT

_SETTLED = """
UPDATE donations_donation AS gift
SET settlement_id = %s, settled_on = %s, fee = part.fee, net_amount = part.net, updated_at = now()
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[]) AS part(id, fee, net)
WHERE gift.id = part.id
"""


@transaction.atomic
def settle(
    *,
    donations: Iterable[int],
    to_account: MoneyAccount,
    day: date,
    by: Any,
    net: Decimal | None = None,
    fee: Decimal | None = None,
    document_number: str = "",
    seen: Decimal | None = None,
) -> Settlement:
    """Have an operator pay out the gifts with these keys: `net` reached the bank, or `fee` stayed with the operator.

    The fee is an expense of the general fund, and each gift carries its share of it. `seen` is the sum that somebody
    was shown; if it is another one by now, nothing is done.
    """
    policy.can_settle(by).require()
    gifts = _locked(donations)
    account = gifts[0].account
    gross = sum((gift.owed for gift in gifts), Decimal(0))
    if seen is not None and seen != gross:
        raise ValidationError(_("Siz bakarken toplam değişti; yeniden bakın."), code="changed_meanwhile")
    net, fee = _net_and_fee(gross, net, fee, account.currency)
    _check(gifts, account, to_account, day)
    settlement = Settlement(
        from_account=account,
        to_account=to_account,
        day=day,
        gross=gross,
        fee=fee,
        net=net,
        count=len(gifts),
        document_number=document_number,
        created_by=by,
    )
    settlement.save(force_insert=True)
    settlement.transfer = _pay_out(settlement, by)
    settlement.fee_record = _book_fee(settlement, by) if fee else None
    settlement.save(update_fields=["transfer", "fee_record"])
    _share(settlement, gifts)
    return settlement


@transaction.atomic
def undo_settlement(*, settlement: Settlement, reason: str, by: Any) -> Settlement:
    """Take a settlement back: its money returns to the operator's account, its gifts wait again.

    It is as of the settlement's own day while that is open, so that another one of that day finds the money there.
    """
    settlement = lock(settlement, by)
    policy.can_undo_settlement(by, settlement).require()
    # Gifts before money, as whoever gives one of them back does.
    gifts = Donation.objects.filter(settlement=settlement)
    list(gifts.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    told = _("Hesap kapama %(number)s geri alındı: %(reason)s") % {
        "number": settlement.pk,
        "reason": reason.strip()[:200],
    }
    day = today() if rules.refusal_of_day(settlement.day) else settlement.day
    transfer = Transfer(
        from_account=settlement.to_account,
        to_account=settlement.from_account,
        amount=settlement.net,
        day=day,
        description=told,
        document_number=settlement.document_number,
        reverses=settlement.transfer,
    )
    move(transfer=transfer, by=by)
    if settlement.fee_record:
        reverse(record=settlement.fee_record, day=day, reason=told, by=by, source=(SETTLEMENT, settlement.pk))
    gifts.update(settlement=None, settled_on=None, fee=None, net_amount=None, updated_at=timezone.now())
    settlement.undone_at, settlement.undone_by, settlement.undo_reason = timezone.now(), by, reason.strip()
    settlement.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    return settlement


def _locked(keys: Iterable[int]) -> list[Any]:
    """Lock gifts in one order for all: of two who settle the same, one waits, and then sees what the other did."""
    wanted = set(keys)
    rows = Donation.objects.filter(pk__in=wanted).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk"))
    gifts = list(with_owed(rows.taken_in()).select_related("account", "record"))
    if not wanted:
        raise ValidationError(_("Ödenen bağışları seçin."), code="nothing_chosen")
    if len(gifts) < len(wanted) or any(gift.settlement_id or gift.owed <= 0 for gift in gifts):
        raise ValidationError(_("Seçilen bağışların bazıları bu arada kapatıldı; yeniden bakın."), code="settled")
    return gifts


def _net_and_fee(gross: Decimal, net: Decimal | None, fee: Decimal | None, currency: str) -> tuple[Decimal, Decimal]:
    if net is None and fee is None:
        raise ValidationError({"net": _("Hesaba geçen tutarı ya da komisyonu yazın.")}, code="net_or_fee")
    net = gross - (fee or 0) if net is None else net
    fee = gross - net if fee is None else fee
    if net + fee != gross:
        told = _("Geçen tutar ile komisyonun toplamı %(gross)s olmalıdır.")
        raise ValidationError({"net": told % {"gross": format_money(gross, currency)}}, code="does_not_add_up")
    if net <= 0 or fee < 0:
        told = _("Geçen tutar sıfırdan büyük, en çok %(gross)s olmalıdır.")
        raise ValidationError({"net": told % {"gross": format_money(gross, currency)}}, code="net_amount")
    return net, fee


def _check(gifts: Sequence[Any], account: MoneyAccount, to_account: MoneyAccount, day: date) -> None:
    if len({gift.account_id for gift in gifts}) > 1:
        raise ValidationError(_("Bir kapamada yalnız bir alacak hesabının bağışları olur."), code="several_accounts")
    if account.kind not in CLEARING:
        raise ValidationError(_("Bu bağışların parası zaten hesapta."), code="not_clearing")
    if to_account.kind != AccountKind.BANK or to_account.currency != account.currency:
        told = _("Aynı para biriminde bir banka hesabı seçin.")
        raise ValidationError({"to_account": told}, code="not_a_bank")
    if day > today():
        raise ValidationError({"day": _("Gelecekte bir gün olamaz.")}, code="future")
    if day < max(gift.record.day for gift in gifts):
        raise ValidationError({"day": _("Hesaba geçiş, bağışlardan önce olamaz.")}, code="before_gifts")


def _pay_out(settlement: Settlement, by: Any) -> Transfer:
    told = _("%(account)s hesap kapama: %(count)d bağış")
    transfer = Transfer(
        from_account=settlement.from_account,
        to_account=settlement.to_account,
        amount=settlement.net,
        day=settlement.day,
        description=told % {"account": settlement.from_account, "count": settlement.count},
        document_number=settlement.document_number,
    )
    return move(transfer=transfer, by=by)


def _book_fee(settlement: Settlement, by: Any) -> FinanceRecord:
    """Write what the operator kept. Gifts stay whole in their funds: the general one pays."""
    fund = Fund.objects.filter(kind=FundKind.GENERAL).first()
    if fund is None:
        raise ValidationError(_("Komisyonu ödeyecek genel fon yok."), code="no_general_fund")
    told = _("%(account)s komisyonu: %(count)d bağış")
    entry = Entry(
        direction=Direction.EXPENSE,
        category=Category.OUT_BANK_FEE,
        amount=settlement.fee,
        currency=settlement.from_account.currency,
        fund=fund,
        account=settlement.from_account,
        day=settlement.day,
        method=settlement.from_account.kind,
        document_type=DocumentType.BANK_SLIP,
        document_number=settlement.document_number,
        counterparty=settlement.from_account.name,
        description=told % {"account": settlement.from_account, "count": settlement.count},
        source=(SETTLEMENT, settlement.pk),
    )
    return book(entry=entry, by=by)


def _share(settlement: Settlement, gifts: Sequence[Any]) -> None:
    """Give each gift its part of the fee and of what was paid out; the parts add up to the cent."""
    fees = share_out(settlement.fee, [gift.owed for gift in gifts])
    nets = [gift.owed - fee for gift, fee in zip(gifts, fees, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, [settlement.pk, settlement.day, [gift.pk for gift in gifts], fees, nets])
