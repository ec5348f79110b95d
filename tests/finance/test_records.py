"""Incomes and expenses that people write: rules, four eyes, reversals, and the database behind the services."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from finance import balances, services
from finance.models import ExchangeRate, FinanceRecord, LockedMonth, Posting
from kafkasder.core.saving import explaining
from kafkasder.core.states import IllegalTransition
from notifications.models import WorkflowNotification

from ..factories import make_user
from .rows import box, general, make_account, make_record, make_waiting, new_record, zakat

pytestmark = pytest.mark.django_db


def test_a_small_record_counts_at_once():
    record = make_record("income", 5000)
    make_record("expense", "1200.50")
    assert (record.state, record.currency, record.decided_by) == ("approved", "TRY", record.created_by)
    assert balances.of_account(box()) == Decimal("3799.50")
    assert balances.of_fund(general()) == {"TRY": Decimal("3799.50")}


def test_what_is_above_the_limit_waits_for_another_person(make_user):
    writer, boss = make_user("accounting"), make_user("board")
    record = make_waiting(by=writer)
    assert (record.state, balances.of_account(record.account)) == ("pending", 0)
    assert WorkflowNotification.objects.filter(recipient=boss, kind="finance.waiting").exists()
    assert not WorkflowNotification.objects.filter(recipient=writer).exists()
    with pytest.raises(PermissionDenied):
        services.decide(record=record, target="approved", by=writer)
    services.decide(record=record, target="approved", by=boss)
    assert balances.of_account(record.account) == 50_000
    assert WorkflowNotification.objects.filter(recipient=writer, kind="finance.decided").exists()
    assert not WorkflowNotification.objects.filter(kind="finance.waiting").exists()


def test_whoever_changes_what_waits_may_not_approve_it(make_user):
    writer, other = make_user("accounting"), make_user("board")
    record = make_waiting(by=writer)
    record.amount = Decimal(60_000)
    services.save_record(record=record, by=other)
    assert record.state == "pending"
    with pytest.raises(PermissionDenied):
        services.decide(record=record, target="approved", by=other)
    services.decide(record=record, target="approved", by=writer)
    assert balances.of_account(record.account) == 60_000


def test_a_rejection_says_why_and_moves_nothing(make_user):
    record, boss = make_waiting(), make_user("board")
    with pytest.raises(ValidationError):
        services.decide(record=record, target="rejected", by=boss)
    record = services.decide(record=record, target="rejected", by=boss, reason="Belgesi yok")
    assert (record.state, record.state_reason, Posting.objects.count()) == ("rejected", "Belgesi yok", 0)
    with pytest.raises(PermissionDenied):
        services.decide(record=record, target="approved", by=boss)
    with pytest.raises(PermissionDenied):
        services.save_record(record=record, by=boss)


@pytest.mark.parametrize(("rate", "state"), [(None, "pending"), (40, "pending"), (10, "approved")])
def test_foreign_money_is_worth_its_rate_and_waits_without_one(rate, state):
    if rate:
        ExchangeRate.objects.create(currency="USD", day=date(2026, 1, 2), rate=rate)
    record = make_record(amount=1000, account=make_account(currency="USD"), method="bank")
    assert (record.currency, record.state) == ("USD", state)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("amount", {"amount": "7000.01"}),
        ("day", {"day": date.today() + timedelta(days=2)}),
        ("account", {"method": "bank"}),
        ("fund", {"direction": "expense", "fund": "zakat"}),
        ("day", {"day": date(2026, 2, 3)}),
    ],
)
def test_what_law_fund_account_and_month_refuse(field, fields):
    LockedMonth.objects.create(month=date(2026, 2, 1), locked_by=make_user("board"))
    if fields.get("fund"):
        fields = fields | {"fund": zakat()}
    with pytest.raises(ValidationError) as refusal:
        make_record(**fields)
    assert field in refusal.value.error_dict


def test_cash_up_to_the_limit_is_taken():
    assert make_record(amount=7000).state == "approved"


def test_more_than_there_is_cannot_be_spent():
    make_record("income", 100)
    with pytest.raises(ValidationError, match="yetmiyor"), explaining():
        make_record("expense", "100.01")
    assert balances.of_account(box()) == 100


def test_a_reversal_takes_back_all_or_a_part_and_never_more(make_user):
    by, record = make_user("accounting"), make_record("income", 1000)
    services.reverse_record(record=record, amount=Decimal(400), day=record.day, reason="Yanlış tutar", by=by)
    assert (services.left_of(record), balances.of_account(box())) == (600, 600)
    with pytest.raises(ValidationError):
        services.reverse_record(record=record, amount=Decimal(601), day=record.day, reason="Fazla", by=by)
    with pytest.raises(ValidationError):
        services.reverse_record(record=record, day=record.day, reason=" ", by=by)
    back = services.reverse_record(record=record, day=record.day, reason="Kalanı", by=by)
    assert (back.amount, back.reverses, balances.of_account(box())) == (-600, record, 0)
    with pytest.raises(PermissionDenied):
        services.reverse_record(record=back, day=record.day, reason="Geri", by=by)


def test_a_large_reversal_waits_and_holds_its_amount_back(make_user):
    writer, boss, record = make_user("accounting"), make_user("board"), make_waiting()
    services.decide(record=record, target="approved", by=boss)
    back = services.reverse_record(record=record, day=record.day, reason="Mükerrer", by=writer)
    assert (back.state, services.left_of(record), balances.of_account(record.account)) == ("pending", 0, 50_000)
    services.decide(record=back, target="approved", by=boss)
    assert balances.of_account(record.account) == 0


def test_what_another_room_made_is_taken_back_there(make_user):
    record = new_record()
    record.source_kind, record.source_pk = "donation", 7
    record = services.save_record(record=record, by=make_user("accounting"))
    with pytest.raises(PermissionDenied):
        services.reverse_record(record=record, day=record.day, reason="Yanlış", by=make_user("board"))


def test_who_may_not_record_does_not():
    with pytest.raises(PermissionDenied):
        make_record(by=make_user("auditor"))


def test_a_second_decision_is_refused(make_user):
    record = make_waiting()
    services.decide(record=record, target="approved", by=make_user("board"))
    with pytest.raises((PermissionDenied, IllegalTransition)):
        services.decide(record=record, target="rejected", by=make_user("admin"), reason="Geç")


@pytest.mark.parametrize(
    "change",
    [{"amount": 5}, {"fund": None}, {"state": "pending", "decided_at": None}, {"description": "Başka"}],
)
def test_the_database_keeps_what_was_approved(change):
    record = make_record()
    if "fund" in change:
        change = {"fund": zakat()}
    with pytest.raises(IntegrityError), transaction.atomic():
        FinanceRecord.objects.filter(pk=record.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        record.posting.delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"category": "out_rent"},
        {"amount": 0},
        {"amount": -5},
        {"state": "approved"},
        {"state": "rejected", "decided_at": timezone.now()},
        {"description": ""},
        {"currency": "XXX"},
        {"method": "barter"},
    ],
)
def test_the_database_refuses_what_no_form_lets_in(fields):
    record = new_record()
    for name, value in fields.items():
        setattr(record, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()
