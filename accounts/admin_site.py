"""The site of the Django admin: who comes in by a device that needs no code still gives one here."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class PanelAdminSite(admin.AdminSite):
    site_header = site_title = _("Kafkasder Panel yönetimi")

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and _gave_a_code(request.user)

    @method_decorator(secure_admin_login)  # strangers sign in on the panel's own page
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        user: Any = request.user
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        page = "accounts:confirm_identity" if user.has_factor or _gave_a_code(user) else "accounts:own_security"
        return HttpResponseRedirect(f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: wanted})}")

    def password_change(  # type: ignore[override]  # the stub knows of no other answer than its own page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the panel's page: it counts wrong passwords, ends the other sessions and leaves an event."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the panel's page: it tells what is not sent yet, and forgets what was typed in the browser."""
        return HttpResponseRedirect(reverse("account_logout"))


def _gave_a_code(user: Any) -> bool:
    """Tell whether the session is verified, where the person has a second factor or has to have one."""
    return bool(user.is_verified()) or not (user.has_factor or user.must_have_factor)
