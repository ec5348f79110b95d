"""Receipts, books and authorisations in the Django admin: for looking."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin_rows import ShownRows
from kafkasder.core.identifiers import mask_identity_number

from .models import BookHandover, CollectorAuthorization, Receipt, ReceiptBook


@admin.register(Receipt)
class ReceiptAdmin(ShownRows):
    verb = "donations.view_receipts"
    list_display = ("__str__", "kind", "day", "payer_name", "amount", "currency", "state")
    list_filter = ("state", "kind")
    search_fields = ("number",)
    ordering = ("-day", "-pk")
    exclude = ("payer_number",)
    readonly_fields = ("masked_number",)

    @admin.display(description=_("T.C. kimlik no / vergi no"))
    def masked_number(self, receipt: Receipt) -> str:
        return mask_identity_number(receipt.payer_number or "")


@admin.register(ReceiptBook)
class BookAdmin(ShownRows):
    verb = "donations.view_receipts"
    list_display = ("__str__", "kind", "state", "holder", "next_number", "received_on")
    list_filter = ("state", "kind")
    list_select_related: Any = ("holder",)
    ordering = ("kind", "series", "first")


@admin.register(BookHandover)
class HandoverAdmin(ShownRows):
    verb = "donations.view_receipts"
    list_display = ("book", "holder", "delivered_on", "due_on", "returned_on")
    list_select_related: Any = ("book", "holder")


@admin.register(CollectorAuthorization)
class AuthorizationAdmin(ShownRows):
    verb = "donations.view_receipts"
    list_display = ("person", "decision", "board_member", "valid_from", "valid_to", "revoked_on")
    list_filter = ("board_member",)
    list_select_related: Any = ("person",)
