"""The guard in front of views: who may come in is said in verbs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from . import identity
from .models import User

SAFE = ("GET", "HEAD", "OPTIONS")
View = Callable[..., HttpResponseBase]


def needs(*verbs: str, recently: bool = False) -> Callable[[View], View]:
    """Let only those in who have all `verbs`; without any verb everybody who is signed in.

    Strangers are sent to the sign-in page and back; others get the page of a 403. With `recently` what is sent is taken
    only from somebody who proved who they are within the last minutes (`identity.question`).
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(_way_back(request), reverse("account_login"))
            if not request.user.has_perms(verbs):
                raise PermissionDenied
            if recently and request.method not in SAFE and (page := identity.question(request)):
                return page
            return view(request, *args, **kwargs)

        guarded.verbs = verbs  # type: ignore[attr-defined]
        return guarded

    return guard


def by(request: HttpRequest) -> User:
    """Return who is signed in, for a service that asks by whom; `needs` has seen to it that somebody is."""
    return cast(User, request.user)


def _way_back(request: HttpRequest) -> str:
    """Return the page to show after signing in: this one, unless it only takes what is sent to it."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else "/"
