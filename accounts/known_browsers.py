"""Browsers in which somebody has signed in before: their wrong passwords are counted apart.

Whoever knows an e-mail can lock its account by guessing. The owner gets in all the same from a browser that holds this
cookie, which nobody gets without having signed in. It is worth nothing else: no password and no second step less.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from .services.lockout import account_key

_SALT = "accounts.known_browsers"
_LIFE = timedelta(days=180)


def known_browser(request: HttpRequest, email: str) -> str:
    """Return the name under which this browser is known to the account, or nothing; forged cookies are nothing."""
    return request.get_signed_cookie(_cookie(email), default="", salt=_SALT, max_age=_LIFE) or ""


def remember_browser(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Let the browser be known to the account that has just signed in."""
    response.set_signed_cookie(
        _cookie(email),
        known_browser(request, email) or secrets.token_urlsafe(16),
        salt=_SALT,
        max_age=_LIFE,
        path=reverse("account_login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(email: str) -> str:
    """Each account has a cookie of its own, and its name, which is signed along, does not tell whose."""
    return f"known-{account_key(email)[:16]}"
