"""What each role gets at the addresses of batch entry and settlements."""

from typing import Any

from ..matrix import Row
from .rows_batches import make_batch, make_gift, make_settlement, type_in

READ = ("admin", "board", "staff", "accounting", "auditor")
TYPE = ("admin", "board", "staff", "accounting")
SETTLE = ("admin", "board", "accounting")


def a_settlement() -> list[object]:
    return [make_settlement().pk]


def a_batch() -> list[object]:
    return [make_batch().pk]


def a_row() -> list[object]:
    batch = make_batch()
    return [batch.pk, type_in(batch, 50).pk]


def of(url: str, roles: Any, **options: Any) -> Row:
    return Row(f"donations:{url}", roles, **{"confined": True} | options)


ROWS = [
    of("settlement_list", READ, post=302),
    of("unsettled_list", READ, post=302),
    of("clearing_ages", READ),
    of("settlement_create", SETTLE, post=422, arguments=lambda: ["kapat"], missing=None),
    of("settlement_detail", READ, arguments=a_settlement),
    of("settlement_undo", SETTLE, post=422, arguments=a_settlement),
    of("tribute_list", READ, post=302),
    of("thanks", READ, get=405, post=200, arguments=lambda: [make_gift().pk]),
    of("batch_list", READ, post=302),
    of("batch_create", TYPE, post=422),
    of("batch_donors", TYPE, get=405, post=200),
    of("batch_detail", READ, arguments=a_batch),
    of("batch_add", TYPE, get=405, post=422, arguments=a_batch),
    of("batch_close", TYPE, post=422, arguments=a_batch),
    of("batch_row_edit", TYPE, post=422, arguments=a_row),
    of("batch_row_remove", TYPE, get=405, post=302, arguments=a_row),
]
