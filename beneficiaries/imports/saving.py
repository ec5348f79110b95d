"""Storing what an import found: new families by COPY, new members of known ones, and changed facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from kafkasder.core.crypto import blind_index, blind_indexes
from kafkasder.core.imports import Tally

from ..choices import ExpenseKind, IncomeSource, Relation
from ..models import BankAccount, Beneficiary, BudgetLine, Household
from ..querysets import ACCOUNT_PURPOSE, IDENTITY_PURPOSE
from ..services import Family, add_members, register_families, store_accounts
from ..states import HouseholdStatus
from .units import IBAN, Home, Member

_BUDGET_FACTS = ("income", "income_source", "rent")
_NOT_UPDATED = frozenset({"status", "notes", *_BUDGET_FACTS})
_AT_ONCE = 500


def register_homes(homes: Iterable[Home], first_status: str, by: Any, tally: Tally) -> list[int]:
    """Store households of which nothing is registered yet; return the keys of their people."""
    homes = list(homes)
    families = [_family(home, first_status) for home in homes]
    register_families(families, by=by)
    for home, family in zip(homes, families, strict=True):
        home.known = family.household.pk
    tally.created += sum(len(family.members) for family in families)
    tally.add(str(_("Yeni hane")), len(families))
    tally.add(str(_("Reisi belli olmayan, onay bekleyen hane")), sum(family.head is None for family in families))
    people = [member for family in families for member in family.members]
    _count_accounts(tally, sum(len(family.accounts) for family in families))
    tally.add(str(_("Kimlik numarası olmadan kaydedilen kişi")), sum(not person.identity_number for person in people))
    return [person.pk for person in people]


def add_to_homes(homes: Iterable[Home], by: Any, tally: Tally) -> list[int]:
    """Store the people who are new in households that are registered already; return their keys."""
    newcomers: list[Beneficiary] = []
    accounts: list[BankAccount] = []
    for home in homes:
        for member in home.newcomers:
            person = home.draft(member)
            person.household_id = home.known  # type: ignore[assignment]
            if person.relation == Relation.SELF:  # the household has its head; who that is changes on its page
                person.relation = Relation.OTHER
            newcomers.append(person)
            accounts += _accounts(member, person, household_id=home.known)
    add_members(newcomers, by=by, accounts=accounts)
    _count_accounts(tally, len(accounts))
    tally.created += len(newcomers)
    tally.add(str(_("Kayıtlı haneye eklenen kişi")), len(newcomers))
    return [person.pk for person in newcomers]


def _family(home: Home, first_status: str) -> Family:
    facts = {name: value for name, value in home.facts.items() if name not in _BUDGET_FACTS}
    household = Household(**{"status": first_status} | facts)
    if home.key:
        former = _("Eski dosya no: %(key)s") % {"key": home.key}
        household.notes = f"{household.notes}\n{former}".strip()
    people = [home.draft(member) for member in home.members]
    accounts = [each for pair in zip(home.members, people, strict=True) for each in _accounts(*pair)]
    family = Family(household, people, _budget(household, home.facts), accounts)
    if family.head is None and household.status == HouseholdStatus.ACTIVE:
        household.status = HouseholdStatus.PENDING
    return family


def _accounts(member: Member, person: Beneficiary, **fields: Any) -> list[BankAccount]:
    iban = member.values.get(IBAN)
    return [BankAccount(person=person, iban=iban, **fields)] if iban else []


def _count_accounts(tally: Tally, count: int) -> None:
    tally.add(str(_("IBAN'ı olan kişi")), count)


def _budget(household: Household, facts: Mapping[str, Any]) -> list[BudgetLine]:
    lines = []
    if income := facts.get("income"):
        source = facts.get("income_source", IncomeSource.WAGE)
        lines.append(_line(household, BudgetLine.Kind.INCOME, source, income))
    if rent := facts.get("rent"):
        lines.append(_line(household, BudgetLine.Kind.EXPENSE, ExpenseKind.RENT, rent))
    return lines


def _line(household: Household, kind: str, source: str, amount: Decimal) -> BudgetLine:
    return BudgetLine(household=household, kind=kind, source=source, amount=amount)


Known = frozenset[tuple[int, bytes]]


def known_accounts(households: Iterable[int]) -> Known:
    """Return the open accounts of these households: the household with the IBAN's blind index."""
    open_ones = BankAccount.objects.open().filter(household__in=list(households)).order_by()
    return frozenset((home, bytes(index)) for home, index in open_ones.values_list("household", "iban_index"))


def changes_of_person(person: Beneficiary, member: Member, accounts: Known) -> dict[str, Any]:
    """Return what the sheet says otherwise than the registry; an empty cell says nothing.

    `accounts` are those of the households that are registered (`known_accounts`).

    Who heads a household is not changed by a sheet, and neither is a registered identity number.
    """
    said = dict(member.values)
    if Relation.SELF in (said.get("relation"), person.relation):
        said.pop("relation", None)
    if person.identity_number:
        said.pop("identity_number", None)
        said.pop("no_identity_reason", None)
    iban = said.pop(IBAN, "")
    indexes = blind_indexes(iban, ACCOUNT_PURPOSE) if iban else []
    is_known = any((person.household_id, index) in accounts for index in indexes)
    return differences(person, said) | ({IBAN: iban} if iban and not is_known else {})


def changes_of_household(household: Household, home: Home) -> dict[str, Any]:
    said = {name: value for name, value in home.facts.items() if name not in _NOT_UPDATED}
    if "province_id" in said:
        said.setdefault("district_id", household.district_id if household.province_id == said["province_id"] else None)
    return differences(household, said)


def differences(row: Model, said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if getattr(row, name) != value}


def store_new_accounts(members: Iterable[Member]) -> int:
    """Store the accounts of registered people of which only the sheet knew; return how many."""
    ibans = {member.known: member.changes[IBAN] for member in members if IBAN in member.changes}
    people = Beneficiary.objects.in_bulk(ibans)
    return store_accounts(
        [BankAccount(household_id=people[key].household_id, person=people[key], iban=ibans[key]) for key in ibans]
    )


def store_changes(model: type[Model], changes: Mapping[Any, Mapping[str, Any]]) -> None:
    """Write the changed columns, and no others, of the rows with these keys."""
    rows = model._default_manager.select_for_update().in_bulk(list(changes))
    groups: dict[frozenset[str], list[Model]] = defaultdict(list)
    for key, changed in changes.items():
        columns = {**changed, "updated_at": timezone.now()}
        if number := columns.get("identity_number"):
            columns["identity_index"] = blind_index(number, IDENTITY_PURPOSE)
        for name, value in columns.items():
            setattr(rows[key], name, value)
        groups[frozenset(name.removesuffix("_id") for name in columns)].append(rows[key])
    for names, same in groups.items():
        model._default_manager.bulk_update(same, sorted(names), batch_size=_AT_ONCE)
