"""What each role gets at the addresses of donations and cheques."""

from typing import Any

from donations import services

from ..factories import make_user
from ..matrix import READERS, Row
from .gift_rows import make_gift, taken_in

RECORDERS = ("admin", "board", "staff", "accounting")
DECIDERS = ("admin", "board", "accounting")
EXPORTERS = ("admin", "board", "accounting", "auditor")


def a_gift() -> list[object]:
    return [make_gift("bank").pk]


def goods_to_approve() -> list[object]:
    return [make_gift("in_kind").pk, "approved"]


def money_to_give_back() -> list[object]:
    return [taken_in("bank").pk, "refunded"]


def a_cheque() -> list[object]:
    donation = make_gift("cheque")
    services.change_donation_state(donation=donation, target="approved", by=make_user("board"))
    return [donation.pk, "presented"]


def of_gift(url: str, *more: object, **options: Any) -> Row:
    arguments = options.pop("arguments", a_gift)
    return Row(url, **{"roles": RECORDERS, "arguments": lambda: [*arguments(), *more], "confined": True} | options)


ROWS = [
    Row("donations:donation_list", READERS, post=302, confined=True),
    Row("donations:donation_export", EXPORTERS, get=405, post=302, confined=True),
    Row("donations:donation_create", RECORDERS, post=422, confined=True),
    Row("donations:gift_donors", RECORDERS, get=405, post=200, confined=True),
    of_gift("donations:donation_detail", roles=READERS),
    of_gift("donations:donation_edit", post=422),
    of_gift("donations:donation_news", "qrvM3e7_"),
    of_gift("donations:donation_state", "cancelled", post=422, sees=("auditor",)),
    of_gift(
        "donations:donation_state", arguments=goods_to_approve, roles=DECIDERS, post=302, sees=("staff", "auditor")
    ),
    of_gift(
        "donations:donation_state", arguments=money_to_give_back, roles=DECIDERS, post=422, sees=("staff", "auditor")
    ),
    of_gift("donations:cheque_state", arguments=a_cheque, post=302),
    of_gift("donations:donation_reveal", "sender_account", post=422),
    Row("donations:cheque_list", READERS, post=302, confined=True),
]
