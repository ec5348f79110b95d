"""Opening, changing and closing funds and accounts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock

from .. import balances, policy
from ..models import FinanceRecord, Fund, MoneyAccount, Posting
from ..states import OPEN_STATES, OpenState


@transaction.atomic
def save_fund(*, fund: Fund, by: Any) -> Fund:
    """Store a new fund, or the changed facts of one. What was given as zekât does not become free money."""
    policy.can_change_fund(by, fund).require()
    if _changes(fund, "kind") and Posting.objects.filter(fund=fund).exists():
        raise ValidationError({"kind": _("Hareketi olan fonun türü değişmez.")}, code="fund_used")
    fund.save()
    return fund


@transaction.atomic
def change_fund_state(*, fund: Fund, target: str, by: Any, reason: str = "") -> Fund:
    """Close an empty fund, or open it again."""
    fund = lock(fund, by)
    policy.can_change_fund_state(by, fund).require()
    OPEN_STATES.require(fund.state, target, reason)
    if target == OpenState.CLOSED:
        _check_empty(balances.of_fund(fund), FinanceRecord.objects.filter(fund=fund))
    return _move(fund, target, reason)


@transaction.atomic
def save_account(*, account: MoneyAccount, by: Any) -> MoneyAccount:
    """Store a new account, or the changed facts of one; one that was used stays what it is."""
    policy.can_change_account(by, account).require()
    for name in ("kind", "currency"):
        if _changes(account, name) and Posting.objects.filter(account=account).exists():
            raise ValidationError({name: _("Hareketi olan hesabın türü ve para birimi değişmez.")}, code="account_used")
    account.save()
    return account


@transaction.atomic
def change_account_state(*, account: MoneyAccount, target: str, by: Any, reason: str = "") -> MoneyAccount:
    """Close an empty account, or open it again."""
    account = lock(account, by)
    policy.can_change_account(by, account).require()
    OPEN_STATES.require(account.state, target, reason)
    if target == OpenState.CLOSED:
        _check_empty(balances.of_account(account), FinanceRecord.objects.filter(account=account))
    return _move(account, target, reason)


def _changes(row: Any, name: str) -> bool:
    stored = type(row)._default_manager.filter(pk=row.pk).values_list(name, flat=True).first()
    return stored is not None and stored != getattr(row, name)


def _check_empty(held: Any, records: Any) -> None:
    """Refuse to close what holds money or is about to. Whoever books at this moment waits for us, or we for them."""
    if held:
        raise ValidationError(_("İçinde para varken kapatılamaz; önce aktarın."), code="not_empty")
    if records.waiting().exists():
        raise ValidationError(_("Onay bekleyen kaydı varken kapatılamaz."), code="waited_for")


def _move(row: Any, target: str, reason: str) -> Any:
    row.state, row.state_reason = target, reason.strip()
    row.save(update_fields=["state", "state_reason", "updated_at"])
    return row
