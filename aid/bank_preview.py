"""What a bank's file would look like, with payments that nobody gets."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.fields import format_date
from kafkasder.core.synthetic.numbers import iban

from .bank_files import COLUMNS, amount_text, reference_of
from .models import BankTemplate

_SERIAL = 6_300_000
_LIST = "L-0001"
_PEOPLE = (("Ali Veli Deneme", "3250.00"), ("Fatma Deneme", "1875.50"))


@dataclass(frozen=True)
class FilePreview:
    """The first lines of a file: as a table, and as the text of a CSV file."""

    heading: list[str]
    rows: list[list[str]]
    text: str


def preview_of(template: BankTemplate) -> FilePreview:
    columns = [column for column in template.columns if column["field"] in COLUMNS]
    heading = [column["heading"] for column in columns]
    rows = [
        [_words(payment[column["field"]], template) for column in columns]
        for payment in (_payment(number, *each) for number, each in enumerate(_PEOPLE, 1))
    ]
    lines = [*([heading] if template.has_heading else []), *rows]
    return FilePreview(heading, rows, "\n".join(template.separator.join(line) for line in lines))


def _payment(number: int, holder: str, amount: str) -> dict[str, Any]:
    return {
        "holder": holder,
        "iban": iban(_SERIAL + number),
        "amount": Decimal(amount),
        "currency": "TRY",
        "description": _("Yardım ödemesi %(month)s %(list)s") % {"month": f"{today():%m.%Y}", "list": _LIST},
        "reference": reference_of(number),
        "file_number": f"{today().year}-{number:04d}",
        "day": today(),
    }


def _words(value: Any, template: BankTemplate) -> str:
    if isinstance(value, Decimal):
        return amount_text(value, template.amount_format)
    return format_date(value) if isinstance(value, date) else str(value)
