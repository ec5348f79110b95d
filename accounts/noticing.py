"""Notices what concerns security where no service of ours does it: new passwords and refused pages."""

from contextlib import suppress
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.core.cache import cache
from django.http import HttpRequest

from .models import EventKind, User
from .services.limits import TooMany, take
from .services.notices import send_notice
from .services.security_events import record_event

GUESSES = 10  # rows asked for that are not there, or not theirs, within the time below
GUESSING_SECONDS = 600


def install() -> None:
    """Listen; called in `AppConfig.ready`."""
    for signal in (password_changed, password_reset, password_set):
        signal.connect(_note_password, dispatch_uid="accounts.security")


def note_refusal(request: HttpRequest) -> None:
    """Record that a signed-in person was refused a page: which one by its pattern, for its address may name a row."""
    if user := _signed_in(request):
        _record(user, request)


def note_missing_row(request: HttpRequest) -> None:
    """Record it as a refusal when a signed-in person asks for many rows that are not there, or not for them."""
    user = _signed_in(request)
    if user is None or not (request.resolver_match and request.resolver_match.kwargs):
        return
    key = f"guesses:{user.pk}"
    cache.add(key, 0, GUESSING_SECONDS)
    try:
        guesses = cache.incr(key)
    except ValueError:  # it ran out in between
        return
    if guesses % GUESSES == 0:
        _record(user, request, missing=guesses)


def _record(user: User, request: HttpRequest, **details: Any) -> None:
    """Record a refusal, unless there were so many that one more says nothing: events are kept for good."""
    with suppress(TooMany):
        take("refusal", user.pk)
        record_event(EventKind.DENIED, user=user, **details, **_asked(request))


def _signed_in(request: HttpRequest) -> User | None:
    """Return who asks; nobody where the request failed before that was known."""
    user: Any = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _asked(request: HttpRequest) -> dict[str, Any]:
    route = request.resolver_match.route if request.resolver_match else ""
    return {"page": f"/{route}", "method": request.method or ""}


def _note_password(*, sender: Any, request: HttpRequest, user: User, signal: Any, **_: Any) -> None:
    record_event(EventKind.PASSWORD, user=user, how="reset" if signal is password_reset else "changed")
    if user.last_login:  # else it is the first one, which nobody could have changed behind their back
        send_notice(user, "password_changed")
