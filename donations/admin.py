"""The room in the Django admin: for looking. Everything here has a rule, whose one way is the service."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin_rows import ShownRows
from kafkasder.core.identifiers import mask_identity_number, mask_phone

from . import admin_gifts as admin_gifts
from . import admin_receipts as admin_receipts  # registers its own
from .models import Batch, Campaign, Consent, Donor, Settlement


@admin.register(Donor)
class DonorAdmin(ShownRows):
    verb = "donations.view_donors"
    list_display = ("__str__", "kind", "masked_number", "masked_phone", "province", "state", "created_at")
    list_filter = ("state", "kind")
    search_fields = ("name",)  # which the search of the queryset answers
    ordering = ("name_key", "pk")
    exclude = ("number", "phone")
    readonly_fields = ("masked_number", "masked_phone")

    @admin.display(description=_("T.C. kimlik no / vergi no"))
    def masked_number(self, donor: Donor) -> str:
        return mask_identity_number(donor.number)

    @admin.display(description=_("telefon"))
    def masked_phone(self, donor: Donor) -> str:
        return mask_phone(donor.phone)


@admin.register(Consent)
class ConsentAdmin(ShownRows):
    verb = "donations.view_donors"
    list_display = ("donor", "channel", "given", "at", "way", "by")
    list_filter = ("channel", "given", "way")
    list_select_related: Any = ("donor", "by")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(donor__in=Donor.objects.visible_to(request.user))


@admin.register(Campaign)
class CampaignAdmin(ShownRows):
    verb = "donations.view_campaigns"
    list_display = ("name", "code", "state", "starts_on", "ends_on", "responsible")
    list_filter = ("state",)
    list_select_related = ("responsible",)
    search_fields = ("name",)
    ordering = ("-starts_on", "-pk")


@admin.register(Batch)
class BatchAdmin(ShownRows):
    verb = "donations.view_donations"
    list_display = ("name", "day", "method", "account", "expected_count", "expected_total", "currency", "state")
    list_filter = ("state", "method")
    list_select_related = ("account",)
    ordering = ("-created_at", "-pk")


@admin.register(Settlement)
class SettlementAdmin(ShownRows):
    verb = "donations.view_donations"
    list_display = ("__str__", "day", "count", "gross", "fee", "net", "document_number", "undone_at")
    list_select_related = ("from_account", "to_account")
    ordering = ("-day", "-pk")
