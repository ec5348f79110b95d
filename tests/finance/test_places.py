"""Funds and accounts: what closes, what stays, and what the database refuses whichever way it comes."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from finance import balances, services
from finance.models import Fund, MoneyAccount, Posting
from finance.rules import bounds_of, limit_of
from kafkasder.core.saving import explaining

from ..factories import make_user
from .rows import DAY, box, general, make_account, make_fund, make_record, make_waiting, new_record, zakat

pytestmark = pytest.mark.django_db


def close(row, by=None, reason="Bitti"):
    by = by or make_user("board")
    if isinstance(row, Fund):
        return services.change_fund_state(fund=row, target="closed", by=by, reason=reason)
    return services.change_account_state(account=row, target="closed", by=by, reason=reason)


def test_only_what_is_empty_closes():
    fund, account = make_fund(), make_account(kind="cash")
    make_record(fund=fund, account=account, amount=500)
    for row in (fund, account):
        with pytest.raises(ValidationError, match="para varken"):
            close(row)
    make_record("expense", fund=fund, account=account, amount=500)
    assert {close(fund).state, close(account).state} == {"closed"}
    assert services.change_fund_state(fund=fund, target="open", by=make_user("board"), reason="Yeniden").is_open


def test_what_is_waited_for_does_not_close():
    record = make_waiting(fund=make_fund())
    for row in (record.fund, record.account):
        with pytest.raises(ValidationError, match="bekleyen"):
            close(row)


def test_the_general_fund_stays_open_and_reasons_are_asked_for():
    with pytest.raises(PermissionDenied):
        close(general())
    with pytest.raises(ValidationError):
        close(make_fund(), reason="")
    with pytest.raises(PermissionDenied):
        close(make_fund(), by=make_user("auditor"))


def test_what_was_used_stays_what_it_is():
    fund, account = make_fund(), make_account()
    make_record(fund=fund, account=account, method="bank")
    fund.kind, fund.spends_on = "religious", ["out_aid_cash"]
    with pytest.raises(ValidationError):
        services.save_fund(fund=fund, by=make_user("board"))
    account.currency = "USD"
    with pytest.raises(ValidationError):
        services.save_account(account=account, by=make_user("board"))
    with pytest.raises(IntegrityError), transaction.atomic():
        MoneyAccount.objects.filter(pk=account.pk).update(currency="USD")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "cash", "iban": "TR420001000000000000000001"}, "yalnız banka"),
        ({"kind": "bank", "limit": Decimal(5)}, "yalnız kasada"),
        ({"kind": "cash", "name": "Merkez kasa"}, "unique"),
    ],
)
def test_what_accounts_the_database_refuses(fields, words):
    with pytest.raises((ValidationError, IntegrityError), match=words), explaining():
        make_account(**fields)


@pytest.mark.parametrize(
    "fields", [{"kind": "general"}, {"kind": "religious"}, {"code": "zekat"}, {"kind": "odd"}, {"name": ""}]
)
def test_what_funds_the_database_refuses(fields):
    with pytest.raises((ValidationError, IntegrityError)), explaining():
        make_fund(**fields)


def test_nothing_is_posted_to_what_is_closed_or_in_another_currency():
    record = make_record()
    for field, row in (("fund", make_fund()), ("account", make_account(kind="cash"))):
        close(row)
        posting = {"fund": record.fund, "account": record.account} | {field: row}
        with pytest.raises(ValidationError, match="kapalı"), explaining():
            Posting.objects.create(day=DAY, currency="TRY", amount=5, record=_bare(), **posting)
    with pytest.raises(ValidationError, match="para birimi"), explaining():
        Posting.objects.create(day=DAY, currency="USD", amount=5, record=_bare(), fund=record.fund, account=box())


def _bare():
    record = new_record()
    record.save()
    return record


def test_lists_and_pages_add_up_the_same():
    account, fund = make_account(kind="cash", limit=Decimal(100)), make_fund()
    make_record(amount=300, account=account, fund=fund)
    make_record("expense", amount=100, account=account, fund=fund)
    listed = balances.with_account_balance(MoneyAccount.objects.filter(pk=account.pk)).get()
    assert listed.balance == balances.of_account(account) == 200
    found = balances.with_fund_balances(Fund.objects.filter(pk=fund.pk)).get()
    assert balances.held_by(found) == balances.of_fund(fund) == {"TRY": Decimal(200)}
    assert balances.in_hand() == 200
    assert (limit_of(account, DAY), limit_of(box(), DAY)) == (100, None)


def test_where_money_may_not_go_is_said():
    said = {str(bounds_of(each)) for each in (general(), zakat(), make_fund())}
    assert len(said) == 3
