"""Receipts and receipt books as other rooms point at them."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core.money import format_money
from kafkasder.core.references import REFERENCES, Card, Reference

from .models import Receipt, ReceiptBook

RECEIPT, BOOK = "receipt", "receipt_book"


def register() -> None:
    REFERENCES.add(
        Reference(
            key=RECEIPT,
            label=_("Makbuz"),
            model=Receipt,
            visible_to=lambda viewer: Receipt.objects.visible_to(viewer),
            card=_receipt_card,
            search=lambda rows, text: rows.search(text).order_by("-day", "-pk"),
            icon="receipt",
            verb="donations.view_receipts",
            order=62,
        )
    )
    REFERENCES.add(
        Reference(
            key=BOOK,
            label=_("Makbuz cildi"),
            model=ReceiptBook,
            visible_to=lambda viewer: ReceiptBook.objects.visible_to(viewer).select_related("holder"),
            card=_book_card,
            search=lambda rows, text: rows.search(text).order_by("kind", "series", "first"),
            icon="bookmark",
            verb="donations.view_receipts",
            order=64,
        )
    )


def _receipt_card(receipt: Receipt) -> Card:
    amount = "" if receipt.amount is None else format_money(receipt.amount, receipt.currency)
    facts = (receipt.payer_name, amount, str(receipt.get_state_display()))
    return Card(str(receipt), receipt.get_absolute_url(), tuple(filter(None, facts)))


def _book_card(book: ReceiptBook) -> Card:
    facts = (str(book.get_state_display()), str(book.holder or ""))
    return Card(str(book), book.get_absolute_url(), tuple(filter(None, facts)))
