"""Registering many households with all their members at once, by COPY; what imports and demo data use."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction

from kafkasder.core.bulk import copy_rows, reserve_keys

from .. import policy
from ..choices import Relation
from ..models import BankAccount, Beneficiary, BudgetLine, Household
from .accounts import store_accounts
from .numbers import take_file_numbers


@dataclass
class Family:
    """A household that is not stored yet, with its members; the member whose relation is `self` becomes its head."""

    household: Household
    members: list[Beneficiary]
    budget: list[BudgetLine] = field(default_factory=list)
    accounts: list[BankAccount] = field(default_factory=list)

    @property
    def head(self) -> Beneficiary | None:
        return next((member for member in self.members if member.relation == Relation.SELF), None)


@transaction.atomic
def register_families(families: Sequence[Family], *, by: Any, as_given: Collection[str] = ()) -> None:
    """Store households, members, budgets and bank accounts under the next file numbers; see `copy_rows` for `as_given`.

    `by` is None where the panel itself makes them, such as demo data.
    """
    if by is not None:
        policy.can_register_families(by).require()
    _number(families)
    # The head points at a row that comes later: these two foreign keys are checked at the end of the transaction.
    copy_rows(Household, (family.household for family in families), as_given=as_given)
    copy_rows(Beneficiary, (member for family in families for member in family.members), as_given=as_given)
    copy_rows(BudgetLine, (line for family in families for line in family.budget))
    store_accounts([account for family in families for account in family.accounts])


@transaction.atomic
def add_members(members: Sequence[Beneficiary], *, by: Any, accounts: Sequence[BankAccount] = ()) -> None:
    """Store new members of households that are registered already, and accounts that some of them have."""
    policy.can_register_families(by).require()
    for person, key in zip(members, reserve_keys(Beneficiary, len(members)), strict=True):
        person.pk = key
        person.derive()
    copy_rows(Beneficiary, members)
    for account in accounts:
        account.person = account.person  # which has got its key only now
    store_accounts(accounts)


def _number(families: Sequence[Family]) -> None:
    """Give every row its key and every household its file number."""
    household_keys = reserve_keys(Household, len(families))
    person_keys = iter(reserve_keys(Beneficiary, sum(len(family.members) for family in families)))
    for family, key, number in zip(families, household_keys, take_file_numbers(len(families)), strict=True):
        family.household.pk, family.household.file_number = key, number
        for member, person_key in zip(family.members, islice(person_keys, len(family.members)), strict=True):
            member.pk, member.household_id = person_key, key
            member.derive()
        family.household.head_id = family.head.pk if family.head else None
        for line in family.budget:
            line.household_id = key
        for account in family.accounts:
            account.household_id, account.person = key, account.person  # which has got its key only now
