"""The number of a gift's receipt, as the ledger shows it on the record that the gift wrote."""

from typing import Any

from django.db.models import CharField, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, LPad

from finance import documents

from .models import Receipt
from .references import DONATION


def register() -> None:
    documents.register(DONATION, receipt_number)


def receipt_number() -> Any:
    """Return the expression for the number of the valid receipt of a record's gift, written as `str(receipt)` is."""
    digits = LPad(Cast(F("number"), TextField()), 7, Value("0"))
    number = Concat(F("series"), Value("-"), digits, output_field=CharField())
    receipts = Receipt.objects.issued().filter(donation=OuterRef("source_pk")).annotate(written=number)
    return Subquery(receipts.values("written")[:1], output_field=CharField())
