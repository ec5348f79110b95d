"""Rows of this room for tests."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from finance import services
from finance.models import FinanceRecord, Fund, MoneyAccount, RecordFile

from ..factories import make_user

numbers = count(1)  # of all rooms' rows of money, so that no two of them share a name
DAY = date(2026, 3, 10)


def general() -> Fund:
    return Fund.objects.get(code="genel")


def zakat() -> Fund:
    return Fund.objects.get(code="zekat")


def box() -> MoneyAccount:
    return MoneyAccount.objects.get(name="Merkez kasa")


def make_fund(by: User | None = None, **fields: Any) -> Fund:
    number = next(numbers)
    fund = Fund(**{"name": f"Fon {number}", "code": f"fon-{number}"} | fields)
    return services.save_fund(fund=fund, by=by or make_user("board"))


def make_account(by: User | None = None, **fields: Any) -> MoneyAccount:
    account = MoneyAccount(**{"name": f"Hesap {next(numbers)}", "kind": "bank"} | fields)
    return services.save_account(account=account, by=by or make_user("board"))


def new_record(direction: str = "income", amount: Any = 1000, **fields: Any) -> FinanceRecord:
    """Return an income or expense that is not stored yet."""
    given = {
        "direction": direction,
        "category": "in_rent" if direction == "income" else "out_rent",
        "amount": Decimal(amount),
        "method": "cash",
        "day": DAY,
        "document_type": "receipt" if direction == "income" else "invoice",
        "description": "Depo kirası",
    }
    given.setdefault("fund", fields.get("fund") or general())
    given.setdefault("account", fields.get("account") or box())
    return FinanceRecord(**given | fields)


def make_record(
    direction: str = "income", amount: Any = 1000, *, by: User | None = None, **fields: Any
) -> FinanceRecord:
    record = new_record(direction, amount, **fields)
    return services.save_record(record=record, by=by or make_user("accounting"))


def make_waiting(by: User | None = None, **fields: Any) -> FinanceRecord:
    """Make an income above the limit of four eyes."""
    fields.setdefault("account", make_account())
    return make_record(**{"amount": 50_000, "method": "bank", "by": by} | fields)


def make_file(record: FinanceRecord | None = None, by: User | None = None) -> RecordFile:
    upload = SimpleUploadedFile("fatura.pdf", b"%PDF-1.4 fatura")
    return services.add_file(record=record or make_waiting(), upload=upload, by=by or make_user("accounting"))
