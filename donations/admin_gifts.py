"""Donations in the Django admin: for looking, with masked what pages mask."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin_rows import ShownRows
from kafkasder.core.identifiers import mask_iban, mask_phone

from .models import Donation, DonationItem, Refund
from .querysets import VIEW_DONORS


@admin.register(Donation)
class DonationAdmin(ShownRows):
    verb = "donations.view_donations"
    list_display = ("__str__", "donor", "amount", "currency", "method", "kind", "fund", "day", "state")
    list_filter = ("state", "method", "kind", "currency")
    list_select_related: Any = ("donor", "fund")
    ordering = ("-day", "-pk")
    exclude = ("sender_account", "sms_phone")
    readonly_fields = ("masked_account", "masked_phone")

    def get_list_display(self, request: HttpRequest) -> Any:
        return [name for name in self.list_display if name != "donor" or request.user.has_perm(VIEW_DONORS)]

    def get_exclude(self, request: HttpRequest, obj: Donation | None = None) -> Any:
        return (*self.exclude, *(() if request.user.has_perm(VIEW_DONORS) else ("donor",)))

    @admin.display(description=_("gönderen IBAN/hesap"))
    def masked_account(self, donation: Donation) -> str:
        return mask_iban(donation.sender_account)

    @admin.display(description=_("gönderen telefon"))
    def masked_phone(self, donation: Donation) -> str:
        return mask_phone(donation.sms_phone)


@admin.register(DonationItem)
class DonationItemAdmin(ShownRows):
    verb = "donations.view_donations"
    list_display = ("donation", "category", "quantity", "unit", "value")
    list_select_related: Any = ("donation",)
    ordering = ("-pk",)


@admin.register(Refund)
class RefundAdmin(ShownRows):
    verb = "donations.view_donations"
    list_display = ("donation", "amount", "day", "reason", "created_by")
    list_select_related: Any = ("donation", "created_by")
    ordering = ("-day", "-pk")
