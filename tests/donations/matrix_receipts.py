"""What each role gets at the addresses of receipts, books and authorisations."""

from typing import Any

from ..matrix import READERS, Row
from .rows_receipts import make_authorization, make_book, make_gift, make_receipt

ISSUERS = ("admin", "board", "staff", "accounting")
MINDERS = ("admin", "board", "accounting")
EXPORTERS = ("admin", "board", "accounting", "auditor")


def a_receipt() -> list[object]:
    return [make_receipt().pk]


def a_receipt_by_mail() -> list[object]:
    receipt = make_receipt()
    assert receipt.donation
    donor = receipt.donation.donor
    donor.email, donor.consents = "isil@example.org", ["email"]
    donor.save()
    return [receipt.pk]


def a_code() -> list[object]:
    return [make_receipt().code]


def a_book() -> list[object]:
    return [make_book().pk]


def an_authorization() -> list[object]:
    return [make_authorization().pk]


def a_gift() -> list[object]:
    return [make_gift().pk]


def a_statement() -> list[object]:
    gift = make_gift()
    return [gift.donor_id, gift.day.year]


def of(url: str, roles: Any, arguments: Any, *more: object, **options: Any) -> Row:
    return Row(url, roles, arguments=lambda: [*arguments(), *more], **{"confined": True} | options)


ROWS = [
    Row("donations:receipt_list", READERS, post=302, confined=True),
    Row("donations:receipt_export", EXPORTERS, get=405, post=302, confined=True),
    Row("donations:unreceipted_list", READERS, post=302, confined=True),
    Row("donations:receipt_issue_many", ISSUERS, post=422, arguments=lambda: ["kes"], confined=True),
    Row("donations:receipt_bulk", ISSUERS, post=200, arguments=lambda: ["yazdir"], confined=True),
    Row("donations:receipt_report", READERS, confined=True),
    Row("donations:receipt_find", READERS, post=422, confined=True),
    of("donations:receipt_check", READERS, a_code),
    of("donations:receipt_detail", READERS, a_receipt),
    of("donations:receipt_pdf", READERS, a_receipt, get=405, post=200),
    of("donations:receipt_send", ISSUERS, a_receipt_by_mail, post=302),
    of("donations:receipt_state", MINDERS, a_receipt, "void", post=422),
    of("donations:receipt_issue", ISSUERS, a_gift, post=422),
    of("donations:donor_statement", READERS, a_statement, get=405, post=200),
    Row("donations:book_list", READERS, post=302, confined=True),
    Row("donations:book_create", MINDERS, post=422, confined=True),
    of("donations:book_detail", READERS, a_book),
    of("donations:book_edit", MINDERS, a_book, post=422),
    of("donations:book_news", MINDERS, a_book, "qrvM3e7_"),
    of("donations:book_state", MINDERS, a_book, "delivered", post=422),
    of("donations:leaf_spoil", MINDERS, a_book, post=422),
    Row("donations:authorization_list", READERS, post=302, confined=True),
    Row("donations:authorization_create", MINDERS, post=422, confined=True),
    of("donations:authorization_detail", READERS, an_authorization),
    of("donations:authorization_revoke", MINDERS, an_authorization, post=422),
]
