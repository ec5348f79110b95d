"""What we ask of allauth beyond its settings: nobody registers, and nothing tells whether an account exists."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from .emails import normalise_email

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-posta ya da parola yanlış."),
        "too_many_login_attempts": _("Çok fazla hatalı deneme yapıldı. Birkaç dakika sonra yeniden deneyin."),
        "enter_current_password": _("Şimdiki parolanızı yazın."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return normalise_email(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail. A mail server that fails is only logged: an error page would tell that the account exists."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # every error of smtplib is one
            logger.error("A mail could not be sent: %s", type(error).__name__)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return the user; a deactivated one is refused in the same words as a wrong password."""
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")
