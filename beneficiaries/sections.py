"""What the registry itself shows in sections on the pages of a household and a person; see `core.sections`."""

from collections import defaultdict
from typing import Any

from kafkasder.core.sections import SECTIONS, TIMELINE_SOURCES, Section

from . import case_sections, case_timeline, policy
from .models import BankAccount, Beneficiary, Household
from .sight import HOUSEHOLD_CARD, HOUSEHOLD_PAGE, PERSON_PAGE

_ACCOUNTS = "beneficiaries.view_bank_accounts"


def register() -> None:
    for section in (
        Section(
            page=HOUSEHOLD_PAGE,
            key="accounts",
            order=10,
            verb=_ACCOUNTS,
            context=_accounts_of_household,
            template="beneficiaries/_accounts.html",
        ),
        Section(
            page=PERSON_PAGE,
            key="accounts",
            order=10,
            verb=_ACCOUNTS,
            context=_accounts_of_person,
            template="beneficiaries/_accounts.html",
        ),
        Section(
            page=HOUSEHOLD_CARD,
            key="accounts",
            order=10,
            verb=_ACCOUNTS,
            context=_primary_account,
            template="beneficiaries/_card_account.html",
        ),
        *case_sections.sections(),
    ):
        SECTIONS.add(section)
    for source in case_timeline.sources():
        TIMELINE_SOURCES.add(source)


# Bank accounts


def _accounts_of_household(viewer: Any, household: Household) -> dict[str, Any]:
    return _accounts(viewer, household, household.bank_accounts)


def _accounts_of_person(viewer: Any, person: Beneficiary) -> dict[str, Any]:
    return _accounts(viewer, person.household, person.bank_accounts)


def _accounts(viewer: Any, household: Household, rows: Any) -> dict[str, Any]:
    accounts = list(rows.visible_to(viewer).select_related("person").in_order())
    _tell_elsewhere(viewer, household, accounts)
    may = {
        "change": policy.can_change_accounts(viewer, household).allowed,
        "reveal": policy.can_reveal(viewer, household).allowed,
    }
    return {"accounts": accounts, "may_accounts": may}


def _tell_elsewhere(viewer: Any, household: Household, accounts: list[BankAccount]) -> None:
    """Give each open account `elsewhere`: the other households with its IBAN, by name for those within sight."""
    found = defaultdict(list)
    indexes = [account.iban_index for account in accounts if account.is_open]
    same = BankAccount.objects.open().filter(iban_index__in=indexes).exclude(household=household)
    twins = list(same.order_by("household", "pk").values_list("iban_index", "household")) if indexes else []
    named = Household.objects.visible_to(viewer).in_bulk({pk for _index, pk in twins}) if twins else {}
    for index, pk in twins:
        other = named.get(pk)
        row = {"url": other.get_absolute_url(), "file_number": other.file_number} if other else {}
        found[bytes(index)].append(row)
    for account in accounts:
        account.elsewhere = found[bytes(account.iban_index)] if account.is_open else []  # type: ignore[attr-defined]


def _primary_account(viewer: Any, household: Household) -> dict[str, Any]:
    primary = household.bank_accounts.visible_to(viewer).filter(is_primary=True).select_related("person").first()
    return {"account": primary}
