"""What each role gets at the addresses of transfers, counts, months, the book and the proofs."""

from datetime import date

from accounts.models import User
from finance import services
from finance.models import CashCount
from kafkasder.core.days import today

from ..factories import make_user
from ..matrix import CONFINED, Row
from .book_rows import account, booked, four_eyes_over, transfer

SEERS = ("admin", "board", "accounting", "auditor")
WRITERS = ("admin", "board", "accounting")


def a_transfer() -> list[object]:
    box = account()
    booked(100, box)
    return [services.record_transfer(transfer=transfer(10, box, account()), by=make_user("board")).pk]


def a_waiting_one() -> list[object]:
    four_eyes_over(5)
    return a_transfer()


def to_approve() -> list[object]:
    return [*a_waiting_one(), "approved"]


def a_count() -> list[object]:
    by: User = make_user("board")
    return [services.count_cash(count=CashCount(account=account(), counted=0), by=by).pk]


def a_month() -> list[object]:
    booked(10, account(), day=date(2025, 3, 5))
    return [2025, 3]


def a_year() -> list[object]:
    return [today().year]


def a_file() -> list[object]:
    return [today().year, "pdf"]


def a_month_file() -> list[object]:
    return [today().year, 1, "xlsx"]


ROWS = [
    Row("finance:transfer_list", SEERS, post=302, confined=True),
    Row("finance:transfer_create", WRITERS, post=422, arguments=lambda: ["hesap"], missing=404, confined=True),
    Row("finance:transfer_detail", SEERS, arguments=a_transfer, confined=True),
    Row("finance:transfer_edit", WRITERS, post=422, arguments=a_waiting_one, confined=True),
    Row("finance:transfer_news", WRITERS, arguments=lambda: [*a_waiting_one(), "qrvM3e7_"], confined=True),
    Row("finance:transfer_withdraw", (), post=422, arguments=a_waiting_one, sees=(*WRITERS, CONFINED)),
    Row("finance:transfer_state", WRITERS, post=302, arguments=to_approve, confined=True),
    Row("finance:transfer_undo", WRITERS, post=422, arguments=a_transfer, confined=True),
    Row("finance:count_list", SEERS, post=302, confined=True),
    Row("finance:count_create", WRITERS, post=422, confined=True),
    Row("finance:count_detail", SEERS, arguments=a_count, confined=True),
    Row("finance:period_list", SEERS, confined=True),
    Row("finance:month_lock", WRITERS, post=302, arguments=a_month, confined=True),
    Row("finance:year_close", WRITERS, post=422, arguments=a_year, confined=True),
    Row("finance:book", SEERS, confined=True),
    Row("finance:book_file", SEERS, get=405, post=302, arguments=a_file, confined=True),
    Row("finance:book_month_file", SEERS, get=405, post=302, arguments=a_month_file, confined=True),
    Row("finance:year_table", SEERS, confined=True),
    Row("finance:year_file", SEERS, get=405, post=200, arguments=a_year, confined=True),
    Row("finance:money_check", SEERS, confined=True),
    Row("finance:money_check_run", WRITERS, get=405, post=302, confined=True),
    Row("finance:money_check_banner", SEERS, confined=True),
]
