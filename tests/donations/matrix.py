"""What each role gets at the addresses of donors and campaigns."""

from typing import Any

from ..matrix import READERS, Row
from . import matrix_receipts
from .matrix_batches import ROWS as BATCH_ROWS
from .matrix_gifts import ROWS as GIFT_ROWS
from .matrix_reports import ROWS as REPORTS
from .rows import make_campaign, make_consent, make_donor

KEEPERS = ("admin", "board", "staff", "accounting")
MINDERS = ("admin", "board", "accounting")
DONOR = {"phone": "+905321234567"}


def a_donor() -> list[object]:
    return [make_donor(**DONOR).pk]


def a_consenting_donor() -> list[object]:
    donor = make_donor(**DONOR)
    make_consent(donor)
    return [donor.pk]


def a_campaign() -> list[object]:
    return [make_campaign().pk]


def to_give() -> list[object]:
    return [*a_donor(), "phone"]


def to_withdraw() -> list[object]:
    return [*a_consenting_donor(), "phone"]


def of_donor(url: str, *more: object, **options: Any) -> Row:
    arguments = options.pop("arguments", a_donor)
    return Row(url, **{"roles": KEEPERS, "arguments": lambda: [*arguments(), *more], "confined": True} | options)


def of_campaign(url: str, *more: object, **options: Any) -> Row:
    return Row(url, **{"roles": MINDERS, "arguments": lambda: [*a_campaign(), *more], "confined": True} | options)


ROWS = [
    Row("donations:donor_list", READERS, post=302, confined=True),
    Row("donations:donor_export", KEEPERS, get=405, post=302, confined=True),
    Row("donations:donor_bulk", KEEPERS, post=422, arguments=lambda: ["etiket"], confined=True),
    Row(
        "donations:undo_bulk",
        KEEPERS,
        get=405,
        post=302,
        arguments=lambda: ["K7XQ2MP4A1"],
        missing=302,
        confined=True,
    ),
    Row("donations:donor_create", KEEPERS, post=422, confined=True),
    Row("donations:duplicates", KEEPERS, get=405, post=200, confined=True),
    Row("donations:district_options", KEEPERS, confined=True),
    of_donor("donations:donor_detail", roles=READERS),
    of_donor("donations:donor_edit", post=422),
    of_donor("donations:donor_news", "qrvM3e7_"),
    of_donor("donations:donor_state", "archived", post=422),
    of_donor("donations:donor_reveal", "phone", post=422),
    of_donor("donations:consent_give", arguments=to_give, post=422),
    of_donor("donations:consent_withdraw", arguments=to_withdraw, post=422),
    Row("donations:campaign_list", READERS, post=302, confined=True),
    Row("donations:campaign_create", MINDERS, post=422, confined=True),
    of_campaign("donations:campaign_detail", roles=READERS),
    of_campaign("donations:campaign_edit", post=422),
    of_campaign("donations:campaign_news", "qrvM3e7_"),
    of_campaign("donations:campaign_state", "running", post=302),
    *BATCH_ROWS,
    *REPORTS,
    *matrix_receipts.ROWS,
    *GIFT_ROWS,
]
