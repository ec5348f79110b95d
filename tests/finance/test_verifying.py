"""The proofs find each kind of row that disagrees, keep what they found, and say nothing of what is right."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from finance import services
from finance.models import CashCount, FinanceRecord, MoneyCheck
from finance.verifying import told_of, verify, verify_and_keep

from ..factories import make_user
from .book_rows import account, booked, fund, transfer

pytestmark = pytest.mark.django_db

# What no way through the panel can do: somebody with the database's own password and the triggers switched off.
SPOILED = [
    ("finance.records", "UPDATE finance_financerecord SET amount = amount + 1 WHERE description = 'Deneme'"),
    ("finance.records", "DELETE FROM finance_posting WHERE record_id IS NOT NULL"),
    ("finance.transfers", "UPDATE finance_transfer SET amount = amount - 1"),
    ("finance.transfers", "DELETE FROM finance_posting WHERE transfer_id IS NOT NULL AND amount > 0"),
    ("finance.reversals", "UPDATE finance_financerecord SET amount = -1000 WHERE reverses_id IS NOT NULL"),
    ("finance.moved_back", "UPDATE finance_transfer SET description = 'x', amount = 1 WHERE reverses_id IS NOT NULL"),
    ("finance.balances", "UPDATE finance_balance SET amount = amount + 1"),
    ("finance.ledger", "DELETE FROM finance_ledgertotal"),
    ("finance.sides", "UPDATE finance_posting SET amount = amount + 1 WHERE fund_id IS NULL AND amount > 0"),
    ("finance.funds", "UPDATE finance_posting SET amount = -amount WHERE record_id IS NOT NULL"),
    ("finance.accounts", "UPDATE finance_posting SET amount = -amount WHERE record_id IS NOT NULL"),
    ("finance.fund_days", "UPDATE finance_posting SET day = '2024-01-01' WHERE record_id IS NOT NULL AND amount = -10"),
    (
        "finance.account_days",
        "UPDATE finance_posting SET day = '2024-01-01' WHERE record_id IS NOT NULL AND amount = -10",
    ),
    ("finance.currencies", "UPDATE finance_posting SET currency = 'USD'"),
    ("finance.numbers", "UPDATE finance_financerecord SET number = number + 100 WHERE number > 1"),
    ("finance.numbers", "UPDATE finance_financerecord SET book_year = 2024 WHERE number > 1"),
    ("finance.late", "UPDATE finance_posting SET at = now() + interval '1 day'"),
    ("finance.carried", "UPDATE finance_carriedtotal SET amount = amount + 1 WHERE fund_id IS NOT NULL"),
    ("finance.carried", "DELETE FROM finance_carriedtotal WHERE account_id IS NOT NULL"),
    ("finance.counts", "UPDATE finance_cashcount SET counted = counted + 1"),
]


@pytest.fixture
def whole():
    """A little of everything that money does."""
    board, box, bank = make_user("board"), account(), account("bank")
    record = booked(100, box, fund(), day=date(2025, 5, 1))
    booked(100, box, day=date(2025, 5, 1))
    booked(-10, box, day=date(2025, 6, 1))
    services.reverse(record=record, amount=5, day=date(2025, 7, 1), reason="Yanlış", by=board)
    move = services.record_transfer(transfer=transfer(20, box, bank, day=date(2025, 8, 1)), by=board)
    services.undo_transfer(transfer=move, reason="Yanlış", day=date(2025, 8, 2), by=board)
    for month in (5, 6, 7, 8, 12):
        services.lock_month(month=date(2025, month, 1), by=board)
    services.close_year(year=2025, by=board)
    services.count_cash(count=CashCount(account=box, counted=186, note="Bozuk"), by=board)
    return record


def test_what_is_right_is_silent_and_kept(whole, capsys):
    assert verify() == {}
    call_command("verify_money")
    assert MoneyCheck.objects.get().ok
    assert "✓" in capsys.readouterr().out


@pytest.mark.parametrize(("check", "spoil"), SPOILED)
def test_a_row_that_somebody_spoiled_is_found(whole, check, spoil):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute(spoil)
        assert cursor.rowcount
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert check in verify()


def test_the_command_names_the_row_and_fails(whole, capsys):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM finance_posting WHERE record_id = %s", [whole.pk])
    with pytest.raises(SystemExit) as end:
        call_command("verify_money")
    assert end.value.code == 1
    assert f"gelir-gider kaydı {whole.pk}" in capsys.readouterr().out
    kept = MoneyCheck.objects.get()
    assert not kept.ok
    (rows,) = [rows for label, rows in told_of(kept) if "tek bir hareketi" in label]
    assert rows[0]["url"] == FinanceRecord.objects.get(pk=whole.pk).get_absolute_url()
    assert verify_and_keep().findings == kept.findings
