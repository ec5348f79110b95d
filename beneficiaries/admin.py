"""The registry in the Django admin: for looking, and for corrections of facts.

What has a rule of its own (states, heads, moves, file numbers) is only shown: its one way is the service behind the
panel's pages. What is masked on the pages is masked here, and nothing is ever deleted.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import admin_rows
from kafkasder.core.identifiers import mask_document_number, mask_identity_number, mask_phone

from . import policy
from .models import (
    BankAccount,
    Beneficiary,
    BudgetLine,
    CaseNote,
    ConsentText,
    District,
    FileNumberSeries,
    Household,
    HouseholdMove,
    IdentityDocument,
    Paper,
    PaperVersion,
    PersonConsent,
    Province,
    Referral,
    SensitiveRecord,
    StateChange,
)


class _RowsOfHouseholds:
    """Rows that point at households and people are shown to those who see these."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)  # type: ignore[misc]
        return rows if hasattr(rows, "visible_to") else _within_sight(rows, request.user)


def _within_sight(rows: QuerySet, viewer: Any) -> QuerySet:
    for field in rows.model._meta.concrete_fields:
        if field.related_model in (Household, Beneficiary):
            seen = field.related_model.objects.visible_to(viewer)
            if seen.query.where:  # without a condition they are all
                rows = rows.filter(Q(**{f"{field.name}__isnull": True}) | Q(**{f"{field.name}__in": seen}))
    return rows


class KeptRows(_RowsOfHouseholds, admin_rows.KeptRows):
    pass


class ShownRows(_RowsOfHouseholds, admin_rows.ShownRows):
    pass


class BudgetLineInline(admin.TabularInline):
    model = BudgetLine
    extra = 0
    can_delete = False


class DocumentInline(admin.TabularInline):
    model = IdentityDocument
    extra = 0
    fields = ("kind", "masked_number", "country", "issued_on", "expires_on")
    readonly_fields = ("masked_number",)
    can_delete = False

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    @admin.display(description=_("belge no"))
    def masked_number(self, document: IdentityDocument) -> str:
        return mask_document_number(document.number)


@admin.register(Household)
class HouseholdAdmin(KeptRows):
    list_display = ("file_number", "head", "status", "priority", "is_emergency", "province", "district", "assigned_to")
    list_filter = ("status", "priority", "is_emergency", "housing", "province")
    list_select_related = ("head", "province", "district", "assigned_to")
    search_fields = ("file_number",)
    search_help_text = _("Dosya no, ad, mahalle ya da telefon")
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"
    autocomplete_fields = ("assigned_to", "province", "district")
    exclude = ("phone", "reference_phone")
    readonly_fields = (
        "file_number",
        "head",
        "status",
        "status_reason",
        "masked_phone",
        "masked_reference_phone",
        "created_at",
        "updated_at",
    )
    inlines = (BudgetLineInline,)

    def has_change_permission(self, request: HttpRequest, obj: Household | None = None) -> bool:
        """What is in the archive, or was destroyed, is not corrected here either."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or policy.can_change_household(request.user, obj).allowed)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new household takes its file number in the panel."""
        return False

    @admin.display(description=_("hane telefonu"))
    def masked_phone(self, household: Household) -> str:
        return mask_phone(household.phone)

    @admin.display(description=_("referans telefonu"))
    def masked_reference_phone(self, household: Household) -> str:
        return mask_phone(household.reference_phone)


@admin.register(Beneficiary)
class BeneficiaryAdmin(KeptRows):
    list_display = ("full_name", "household", "relation", "status", "birth_year", "nationality", "masked_identity")
    list_filter = ("status", "gender", "orphan_type", "legal_status", "nationality")
    list_select_related = ("household",)
    search_fields = ("first_name",)
    search_help_text = _("Ad, dosya no, telefon ya da kimlik no")
    ordering = ("name_key", "pk")
    exclude = ("identity_number", "phone")
    readonly_fields = (
        "household",
        "relation",
        "status",
        "status_reason",
        "masked_identity",
        "no_identity_reason",
        "masked_phone",
        "created_at",
        "updated_at",
    )
    inlines = (DocumentInline,)

    def has_change_permission(self, request: HttpRequest, obj: Beneficiary | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or policy.can_change_person(request.user, obj).allowed)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new person passes the search for look-alikes in the panel."""
        return False

    @admin.display(description=_("kimlik no"))
    def masked_identity(self, person: Beneficiary) -> str:
        return mask_identity_number(person.identity_number)

    @admin.display(description=_("telefon"))
    def masked_phone(self, person: Beneficiary) -> str:
        return mask_phone(person.phone)


@admin.register(IdentityDocument)
class IdentityDocumentAdmin(ShownRows):
    list_display = ("person", "kind", "country", "issued_on", "expires_on")
    list_filter = ("kind", "country")
    list_select_related = ("person",)
    search_fields = ("person__first_name", "person__last_name")
    fields = ("person", "kind", "masked_number", "country", "issued_on", "expires_on")
    ordering = ("-pk",)

    @admin.display(description=_("belge no"))
    def masked_number(self, document: IdentityDocument) -> str:
        return mask_document_number(document.number)


@admin.register(SensitiveRecord)
class SensitiveRecordAdmin(ShownRows):
    """Whether there is a record; what it says is read in the panel, for a reason, with a trace."""

    list_display = ("person", "updated_at")
    list_select_related = ("person",)
    fields = ("person", "updated_at")
    ordering = ("-updated_at",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("beneficiaries.view_sensitive"))


@admin.register(BudgetLine)
class BudgetLineAdmin(ShownRows):
    list_display = ("household", "kind", "source_label", "amount", "currency")
    list_filter = ("kind", "currency")
    list_select_related = ("household",)
    search_fields = ("=household__file_number",)
    ordering = ("-pk",)

    @admin.display(description=_("kaynak"))
    def source_label(self, line: BudgetLine) -> str:
        return line.source_label


@admin.register(BankAccount)
class BankAccountAdmin(ShownRows):
    list_display = ("household", "holder", "bank", "masked", "is_primary", "state")
    list_filter = ("state", "is_primary")
    list_select_related = ("household", "person")
    search_fields = ("=household__file_number", "=iban_end")
    fields = (
        *("household", "person", "holder_name", "holder_relation", "holder_reason", "bank", "masked"),
        *("is_primary", "state", "state_reason", "note", "created_at", "updated_at"),
    )
    ordering = ("-pk",)
    verb = "beneficiaries.view_bank_accounts"


@admin.register(Paper)
class PaperAdmin(ShownRows):
    list_display = ("household", "person", "kind", "title", "expires_on", "added_by", "removed_at")
    list_filter = ("kind", "expires_on")
    list_select_related = ("household", "person", "added_by")
    search_fields = ("=household__file_number", "title")
    ordering = ("-pk",)
    verb = "beneficiaries.view_papers"


@admin.register(PaperVersion)
class PaperVersionAdmin(ShownRows):
    """The versions of documents; their files are given out by the panel alone, with a trace."""

    list_display = ("paper", "number", "name", "size", "added_by", "added_at")
    list_select_related = ("paper", "added_by")
    exclude = ("content", "preview")
    ordering = ("-pk",)
    verb = "beneficiaries.view_papers"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(paper__in=Paper.objects.visible_to(request.user))


@admin.register(ConsentText)
class ConsentTextAdmin(ShownRows):
    list_display = ("purpose", "number", "by", "created_at")
    list_filter = ("purpose",)
    list_select_related = ("by",)
    verb = "beneficiaries.view_consents"


@admin.register(PersonConsent)
class PersonConsentAdmin(ShownRows):
    list_display = ("person", "purpose", "given_on", "way", "expires_on", "withdrawn_on", "by")
    list_filter = ("purpose", "way")
    list_select_related = ("person", "by")
    search_fields = ("person__first_name", "person__last_name")
    ordering = ("-given_on", "-pk")
    verb = "beneficiaries.view_consents"


@admin.register(CaseNote)
class CaseNoteAdmin(ShownRows):
    """That there is a note; the words of a sensitive one are read in the panel, for a reason, with a trace."""

    list_display = ("household", "person", "kind", "happened_on", "is_sensitive", "author", "withdrawn_at")
    list_filter = ("kind", "is_sensitive")
    list_select_related = ("household", "person", "author")
    search_fields = ("=household__file_number",)
    exclude = ("secret_text", "follow_up")
    ordering = ("-happened_on", "-pk")
    verb = "beneficiaries.view_notes"


@admin.register(Referral)
class ReferralAdmin(ShownRows):
    list_display = ("person", "institution", "kind", "state", "sent_on", "answer_by", "by")
    list_filter = ("kind", "state")
    list_select_related = ("person", "by")
    search_fields = ("institution", "person__first_name", "person__last_name")
    ordering = ("-sent_on", "-pk")
    verb = "beneficiaries.view_referrals"


@admin.register(HouseholdMove)
class HouseholdMoveAdmin(ShownRows):
    list_display = ("person", "source", "target", "moved_on", "by")
    list_filter = ("moved_on",)
    list_select_related = ("person", "source", "target", "by")
    search_fields = ("person__first_name", "person__last_name", "=source__file_number", "=target__file_number")


@admin.register(StateChange)
class StateChangeAdmin(ShownRows):
    list_display = ("created_at", "household", "person", "source", "target", "reason", "by", "undone_at")
    list_filter = ("target", "created_at")
    list_select_related = ("household", "person", "by")
    search_fields = ("=household__file_number", "person__first_name", "person__last_name")


@admin.register(FileNumberSeries)
class FileNumberSeriesAdmin(KeptRows):
    """The pattern of file numbers; the running number goes on by itself."""

    list_display = ("pattern", "restarts_yearly", "last_number")
    readonly_fields = ("last_number",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not FileNumberSeries.objects.exists()


@admin.register(Province)
class ProvinceAdmin(ShownRows):
    list_display = ("plate", "name")
    search_fields = ("name",)
    ordering = ("name_key",)


@admin.register(District)
class DistrictAdmin(ShownRows):
    list_display = ("name", "province")
    list_filter = ("province",)
    list_select_related = ("province",)
    search_fields = ("name",)
    ordering = ("province__name_key", "name_key")
