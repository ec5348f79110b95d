"""Bank accounts of households: one primary one, nobody's twice, and with their owner when they move."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from beneficiaries import services
from beneficiaries.models import BankAccount, Beneficiary, Household
from kafkasder.core.banks import bank_code_of, bank_name
from kafkasder.core.synthetic import numbers

from ..factories import make_head, make_person, make_user

pytestmark = pytest.mark.django_db
IBAN, OTHER = "TR420001000000000000000001", numbers.iban(77)


def an_account(person: Beneficiary, iban: str = IBAN, **fields: object) -> BankAccount:
    by = make_user("staff")
    return services.save_account(
        account=BankAccount(household=person.household, person=person, iban=iban, **fields), by=by
    )


def primary_of(household: Household) -> list[str]:
    return [account.iban for account in household.bank_accounts.filter(is_primary=True)]


def test_an_iban_tells_its_bank_and_its_end() -> None:
    account = an_account(make_head(first_name="Ayşe", last_name="Kaya"))
    account = BankAccount.objects.get(pk=account.pk)
    assert (account.bank, account.masked, account.holder) == ("Ziraat Bankası", "TR** **** **** 0001", "Ayşe Kaya")
    assert str(account) == "Ziraat Bankası TR** **** **** 0001"
    assert (bank_name("88888"), bank_name(bank_code_of("DE89"))) == ("", "")


def test_the_first_account_is_the_primary_one_and_another_takes_its_place() -> None:
    head, by = make_head(), make_user("staff")
    an_account(head)
    second = an_account(head, OTHER)
    assert primary_of(head.household) == [IBAN]
    services.make_primary(account=second, by=by)
    assert primary_of(head.household) == [OTHER]


def test_a_closed_account_is_primary_no_more_and_stands_still() -> None:
    head, by = make_head(), make_user("staff")
    account = an_account(head)
    with pytest.raises(ValidationError):
        services.change_account_state(account=account, target="closed", by=by)
    account = services.change_account_state(account=account, target="closed", by=by, reason="Banka kapattı")
    assert primary_of(head.household) == []
    for refused in (services.save_account, services.make_primary):
        with pytest.raises(ValidationError):
            refused(account=account, by=by)
    services.change_account_state(account=account, target="open", by=by, reason="Yeniden açıldı")
    assert primary_of(head.household) == [IBAN]


def test_the_database_knows_one_primary_and_each_iban_once() -> None:
    head = make_head()
    for fields in ({"iban": OTHER, "is_primary": True}, {"iban": IBAN}):
        BankAccount.objects.all().delete()
        an_account(head)
        with pytest.raises(IntegrityError), transaction.atomic():
            BankAccount.objects.create(household=head.household, person=head, **fields)


def test_an_account_of_somebody_else_says_whose_and_why() -> None:
    household = make_head().household
    whose = {"holder_name": "Ali Kaya", "holder_relation": "sibling", "holder_reason": "Hesap açamıyor"}
    for missing in (*whose, None):
        fields = {name: text for name, text in whose.items() if name != missing}
        account = BankAccount(household=household, iban=IBAN, **fields)
        if missing is None:
            account.save()
            continue
        with pytest.raises(IntegrityError), transaction.atomic():
            account.save()


def test_an_account_belongs_to_a_member_of_its_household() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BankAccount.objects.create(household=make_head().household, person=make_head(), iban=IBAN)
        connection.check_constraints()


def test_accounts_go_along_with_their_owner() -> None:
    head, host = make_head(), make_head()
    member = make_person(head.household)
    an_account(member)
    an_account(host, OTHER)
    by = make_user("staff")
    services.move_person(person=member, target=host.household, moved_on=date(2026, 1, 5), by=by)
    assert primary_of(host.household) == [OTHER]
    assert {account.iban for account in host.household.bank_accounts.open()} == {IBAN, OTHER}
    assert not head.household.bank_accounts.exists()


def test_an_iban_of_two_households_is_told_and_not_refused() -> None:
    first, second = make_head(), make_head()
    an_account(first)
    account = an_account(second)
    assert services.households_with_iban(account) == [first.household]


def test_who_may_not_write_accounts_writes_none() -> None:
    head = make_head()
    account = BankAccount(household=head.household, person=head, iban=IBAN)
    with pytest.raises(PermissionDenied):
        services.save_account(account=account, by=make_user("accounting"))


def test_accounts_are_seen_by_who_sees_the_household_and_has_the_verb() -> None:
    an_account(make_head())
    for role, seen in (("accounting", 1), ("volunteer", 0), ("auditor", 1)):
        assert BankAccount.objects.visible_to(make_user(role)).count() == seen, role
