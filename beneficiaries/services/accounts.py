"""Bank accounts of households: which there are, which one help goes to, and who else has the same."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kafkasder.core.bulk import copy_rows
from kafkasder.core.crypto import blind_index
from kafkasder.core.locks import lock

from .. import policy
from ..models import BankAccount, Beneficiary, Household
from ..querysets import ACCOUNT_PURPOSE
from ..states import ACCOUNT_STATES, AccountState


@transaction.atomic
def save_account(*, account: BankAccount, by: Any) -> BankAccount:
    """Store a new or corrected account; the first open one of a household becomes its primary one."""
    household = lock(account.household, by)
    policy.can_change_accounts(by, household).require()
    if account.pk is None:
        account.is_primary = not household.bank_accounts.open().filter(is_primary=True).exists()
    elif not account.is_open:
        raise ValidationError(_("Kapalı hesap değiştirilemez; önce yeniden açın."), code="account_closed")
    account.save()
    return account


@transaction.atomic
def make_primary(*, account: BankAccount, by: Any) -> BankAccount:
    """Make an open account the one that help goes to; the former one stays open beside it."""
    household, account = _locked(account, by)
    if not account.is_open:
        raise ValidationError(_("Kapalı bir hesap ana hesap olamaz."), code="account_closed")
    if not account.is_primary:
        for former in household.bank_accounts.filter(is_primary=True):
            _set(former, is_primary=False)
        _set(account, is_primary=True)
    return account


@transaction.atomic
def change_account_state(*, account: BankAccount, target: str, by: Any, reason: str = "") -> BankAccount:
    """Close an account or open it again. A closed one is primary no more, and no other takes its place by itself."""
    household, account = _locked(account, by)
    ACCOUNT_STATES.require(account.state, target, reason)
    primary = target == AccountState.OPEN and not household.bank_accounts.open().filter(is_primary=True).exists()
    return _set(account, state=target, state_reason=reason.strip(), is_primary=primary)


def accounts_move_along(person: Beneficiary, target: Household) -> None:
    """Bring a person's accounts to the household that they move to; for the service that moves them."""
    has_primary = target.bank_accounts.open().filter(is_primary=True).exists()
    known = {bytes(index) for index in target.bank_accounts.open().values_list("iban_index", flat=True)}
    for account in person.bank_accounts.order_by("-is_primary", "pk"):
        values: dict[str, Any] = {"household": target}
        if account.is_open and bytes(account.iban_index) in known:
            values |= {"state": AccountState.CLOSED, "state_reason": _("Yeni hanede aynı IBAN kayıtlıydı.")}
        values["is_primary"] = account.is_primary and "state" not in values and not has_primary
        has_primary = has_primary or values["is_primary"]
        _set(account, **values)


def households_with_iban(account: BankAccount) -> Sequence[Household]:
    """Return the other households in which an open account has the same IBAN, the oldest first."""
    if not account.iban:
        return []
    same = BankAccount.objects.open().with_iban(account.iban).exclude(household=account.household_id)
    return list(Household.objects.filter(pk__in=same.order_by().values("household")).order_by("pk"))


def _locked(account: BankAccount, by: Any) -> tuple[Household, BankAccount]:
    household = lock(account.household, by)
    policy.can_change_accounts(by, household).require()
    return household, lock(account, by)


def _set(account: BankAccount, **values: Any) -> BankAccount:
    for name, value in values.items():
        setattr(account, name, value)
    account.save(update_fields=[*values, "updated_at"])
    return account


def store_accounts(accounts: Sequence[BankAccount]) -> int:
    """Store new accounts of registered people at once and return how many; for services and imports.

    An IBAN that the household has already is left out, and where it has no primary account the first becomes it.
    """
    homes = {account.household_id for account in accounts}
    stored = BankAccount.objects.select_for_update().open().filter(household__in=homes)
    known = {(home, bytes(index)) for home, index in stored.values_list("household", "iban_index")}
    with_primary = set(stored.filter(is_primary=True).values_list("household", flat=True))
    new = []
    for account in accounts:
        pair = account.household_id, blind_index(account.iban, ACCOUNT_PURPOSE)
        if pair not in known:
            known.add(pair)
            account.is_primary = account.household_id not in with_primary
            with_primary.add(account.household_id)
            account.derive()
            new.append(account)
    return copy_rows(BankAccount, new)
