"""What we ask of allauth beyond its settings: nobody registers, and nothing tells whether an account exists."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .addresses import network_of
from .emails import normalise_email
from .known_browsers import known_browser, remember_browser
from .services import limits, lockout
from .services.mail import post

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-posta ya da parola yanlış."),
        "enter_current_password": _("Şimdiki parolanızı yazın."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return normalise_email(email)

    def get_login_stages(self) -> list[str]:
        return [*super().get_login_stages(), "accounts.stages.SecondStep"]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail, to a user without a key only seemingly.

        One that cannot be sent is only logged: an error page would tell that the account exists.
        """
        user = context["user"]
        with override(user.language):
            message = self.render_mail(template_prefix, email, context)
        try:
            post(message, pretend=not user.pk)
        except OSError as error:  # every error of smtplib is one
            logger.error("A mail could not be sent: %s", type(error).__name__)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return the user, or None for everybody who may not sign in: a deactivated one reads as a wrong password.

        Raise Refused or TooMany where the password is not looked at.
        """
        email, address = credentials.get("email", ""), network_of(request)
        limits.take("wrong_password", address)
        try:
            attempt = lockout.begin_attempt(email, known_browser(request, email))
        except lockout.Refused:
            lockout.attempt_refused(email)
            raise
        user = super().authenticate(request, **credentials)
        if user is None or not user.is_active:
            lockout.attempt_failed(attempt, request)
            return None
        lockout.attempt_succeeded(attempt)
        limits.give_back("wrong_password", address)
        return user

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **options)
        remember_browser(request, response, user.email)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")
