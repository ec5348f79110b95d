"""What each role gets at the addresses of funds, accounts and records."""

from typing import Any

from ..matrix import CONFINED, Row
from .rows import make_account, make_file, make_fund, make_record, make_waiting

SEERS = ("admin", "board", "accounting", "auditor")
WRITERS = ("admin", "board", "accounting")


def a_fund() -> list[object]:
    return [make_fund().pk]


def an_account() -> list[object]:
    return [make_account().pk]


def a_record() -> list[object]:
    return [make_record().pk]


def a_waiting_one() -> list[object]:
    return [make_waiting().pk]


def a_file() -> list[object]:
    return [make_file().pk]


def of(row: Any, url: str, *more: object, **options: Any) -> Row:
    return Row(url, **{"roles": WRITERS, "arguments": lambda: [*row(), *more], "confined": True} | options)


ROWS = [
    Row("finance:fund_list", SEERS, post=302, confined=True),
    Row("finance:fund_create", WRITERS, post=422, confined=True),
    of(a_fund, "finance:fund_detail", roles=SEERS),
    of(a_fund, "finance:fund_edit", post=422),
    of(a_fund, "finance:fund_news", "qrvM3e7_"),
    of(a_fund, "finance:fund_state", "closed", post=422),
    Row("finance:account_list", SEERS, post=302, confined=True),
    Row("finance:account_create", WRITERS, post=422, confined=True),
    of(an_account, "finance:account_detail", roles=SEERS),
    of(an_account, "finance:account_edit", post=422),
    of(an_account, "finance:account_news", "qrvM3e7_"),
    of(an_account, "finance:account_state", "closed", post=422),
    Row("finance:record_list", SEERS, post=302, confined=True),
    Row("finance:record_export", SEERS, get=405, post=302, confined=True),
    Row("finance:income_create", WRITERS, post=422, confined=True),
    Row("finance:expense_create", WRITERS, post=422, confined=True),
    of(a_record, "finance:record_detail", roles=SEERS),
    of(a_waiting_one, "finance:record_edit", post=422),
    of(a_waiting_one, "finance:record_news", "qrvM3e7_"),
    of(a_waiting_one, "finance:record_state", "approved", post=302),
    of(a_waiting_one, "finance:record_withdraw", roles=(), post=422, sees=(*WRITERS, CONFINED), confined=None),
    of(a_record, "finance:record_reverse", post=422),
    of(a_record, "finance:file_add", post=422),
    of(a_file, "finance:file_download", roles=SEERS),
    of(a_file, "finance:file_remove", get=405, post=302),
]
