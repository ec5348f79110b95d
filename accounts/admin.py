"""Accounts in the Django admin: for looking, and for corrections that no rule of the panel guards."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import policy
from .admin_rows import ShownRows
from .audit import words
from .models import AuditEntry, Authenticator, ForbiddenPair, OrganisationProfile, SecurityEvent, TrustedDevice, User
from .roles import BY_SLUG

admin.site.unregister(Group)
admin.site.unregister(EmailAddress)  # allauth's; the panel keeps it empty
admin.site.unregister([SocialAccount, SocialApp, SocialToken])  # connections are made by signing in, apps by settings


@admin.register(User)
class UserAdmin(ShownRows):
    """Rights, activity and the e-mail are shown only: changing them has rules that the panel's own pages hold."""

    verb = "accounts.manage_users"
    list_display = ("full_name", "email", "title", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("full_name",)
    search_help_text = _("Ad, e-posta, görev ya da telefon")
    ordering = ("name_key",)
    fields = (
        "full_name",
        "email",
        "phone",
        "title",
        "labels",
        "language",
        "is_active",
        "groups",
        "user_permissions",
        "last_login",
        "created_at",
    )
    readonly_fields = ("email", "is_active", "groups", "user_permissions", "last_login", "created_at")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_view_permission(request) and (obj is None or bool(policy.can_manage(request.user, obj)))


@admin.register(Group)
class RoleAdmin(ShownRows):
    """Roles are written in code; what they carry is told in `docs/permissions.md`."""

    verb = "accounts.manage_users"
    list_display = ("name", "role", "description")
    fields = ("name", "permissions")
    ordering = ("name",)

    @admin.display(description=_("rol"))
    def role(self, group: Group) -> str:
        return str(BY_SLUG[group.name].name) if group.name in BY_SLUG else ""

    @admin.display(description=_("açıklama"))
    def description(self, group: Group) -> str:
        return str(BY_SLUG[group.name].description) if group.name in BY_SLUG else ""


@admin.register(ForbiddenPair)
class ForbiddenPairAdmin(ShownRows):
    """Which rights exclude each other; they are written down and lifted in the panel, whose service has the rules."""

    verb = "accounts.manage_users"
    list_display = ("first_label", "second_label", "reason")
    search_fields = ("first", "second", "reason")
    ordering = ("first", "second")


@admin.register(AuditEntry)
class AuditEntryAdmin(ShownRows):
    verb = "accounts.view_audit"
    list_display = ("at", "actor_name", "action", "table", "row_pk", "row_label", "source")
    list_filter = ("action", "source", "table_name")
    search_fields = ("=row_pk", "=request_id", "actor_name")
    show_full_result_count = False
    list_select_related = ("actor",)

    @admin.display(description=_("tür"), ordering="table_name")
    def table(self, entry: AuditEntry) -> str:
        return words.table_label(entry.table_name)


@admin.register(SecurityEvent)
class SecurityEventAdmin(ShownRows):
    verb = "accounts.view_security"
    list_display = ("at", "kind", "severity", "user", "ip", "reviewed_at")
    list_filter = ("kind", "severity")
    search_fields = ("=request_id", "=ip")
    show_full_result_count = False
    list_select_related = ("user",)


@admin.register(Authenticator)
class AuthenticatorAdmin(ShownRows):
    """Whose second factor counts since when; what it consists of is shown nowhere."""

    verb = "accounts.manage_users"
    list_display = ("user", "confirmed", "created_at")
    list_filter = ("confirmed",)
    list_select_related = ("user",)
    fields = ("user", "confirmed", "created_at")
    ordering = ("-created_at",)


@admin.register(TrustedDevice)
class TrustedDeviceAdmin(ShownRows):
    verb = "accounts.manage_users"
    list_display = ("user", "name", "created_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    fields = ("user", "name", "user_agent", "created_at", "last_used_at", "revoked_at")
    ordering = ("-created_at",)

    @admin.display(description=_("cihaz"))
    def name(self, device: TrustedDevice) -> str:
        return device.name


@admin.register(OrganisationProfile)
class OrganisationAdmin(ShownRows):
    verb = "accounts.change_organisation"
    list_display = ("name", "registry_number", "tax_number", "phone", "email")
