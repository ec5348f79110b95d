"""What the room's services are given by somebody who may do nothing; the rows are made when it is called."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from finance.models import CashCount, ExchangeRate, Fund, MoneyAccount, MoneyRule
from kafkasder.core.days import today

from ..factories import make_user
from .book_rows import account, booked, four_eyes_over, transfer
from .rows import make_account, make_file, make_fund, make_record, make_waiting, new_record

REASON = "Komisyon için"


def _waiting_transfer() -> Any:
    from finance import services

    booked(1000, place := account())
    four_eyes_over(100)
    return services.record_transfer(transfer=transfer(500, place, account()), by=make_user("board"))


def _moved() -> Any:
    from finance import services

    booked(1000, place := account())
    return services.record_transfer(transfer=transfer(50, place, account()), by=make_user("board"))


def _rule() -> MoneyRule:
    return MoneyRule.objects.create(key="fitre", valid_from=date(2030, 1, 1), value=300, source="Diyanet")


def _changed_transfer() -> Any:
    moved = _waiting_transfer()
    moved.amount = 600
    return moved


CALLS: dict[str, Callable[[], dict[str, Any]]] = {
    "finance.counts.count_cash": lambda: {"count": CashCount(account=account(), counted=0)},
    "finance.files.add_file": lambda: {
        "record": make_record(),
        "upload": SimpleUploadedFile("fatura.pdf", b"%PDF-1.4"),
    },
    "finance.files.remove_file": lambda: {"file": make_file()},
    "finance.periods.close_year": lambda: {"year": 2020},
    "finance.periods.lock_month": lambda: {"month": date(2020, 1, 1)},
    "finance.places.change_account_state": lambda: {"account": make_account(), "target": "closed", "reason": REASON},
    "finance.places.change_fund_state": lambda: {"fund": make_fund(), "target": "closed", "reason": REASON},
    "finance.places.save_account": lambda: {"account": MoneyAccount(name="Yeni kasa", kind="cash")},
    "finance.places.save_fund": lambda: {"fund": Fund(name="Yeni", code="yeni", kind="purpose")},
    "finance.records.decide": lambda: {"record": make_waiting(), "target": "approved"},
    "finance.records.reverse_record": lambda: {"record": make_record(), "day": today(), "reason": REASON},
    "finance.records.save_record": lambda: {"record": new_record()},
    "finance.rules.add_rate": lambda: {"rate": ExchangeRate(currency="USD", day=date(2026, 1, 2), rate=40)},
    "finance.rules.add_rule": lambda: {
        "rule": MoneyRule(key="fitre", valid_from=date(2030, 1, 1), value=300, source="Diyanet")
    },
    "finance.rules.remove_rate": lambda: {
        "rate": ExchangeRate.objects.create(currency="USD", day=date(2026, 1, 2), rate=40)
    },
    "finance.rules.remove_rule": lambda: {"rule": _rule()},
    "finance.transfers.change_transfer": lambda: {"transfer": _changed_transfer()},
    "finance.transfers.decide_transfer": lambda: {"transfer": _waiting_transfer(), "target": "approved"},
    "finance.transfers.record_transfer": lambda: {"transfer": transfer(5, account(), account())},
    "finance.transfers.undo_transfer": lambda: {"transfer": _moved(), "reason": REASON},
    "finance.withdrawing.withdraw": lambda: {"row": make_waiting(), "reason": REASON},
}
PARTS = {
    "finance.booking.book",  # the rooms that call these have asked their own policy
    "finance.booking.book_many",
    "finance.booking.reversal_of",
    "finance.booking.reverse",
    "finance.moving.move",
    "finance.splitting.judge_and_tell",
    "finance.telling.tell_decided",
    "finance.telling.tell_imported",
    "finance.telling.tell_split",
    "finance.telling.tell_waiting",
}
