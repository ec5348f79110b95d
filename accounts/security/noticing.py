"""Notices what concerns security where no service of ours does it: passwords, rights, and refused pages."""

from collections.abc import Iterable
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.core.cache import cache
from django.db.models import Model
from django.db.models.signals import m2m_changed
from django.http import HttpRequest

from ..audit.context import current
from ..models import EventKind, User
from ..services.security_events import record_event

GUESSES = 10  # rows asked for that are not there, or not theirs, within the time below
GUESSING_SECONDS = 600
_ROLES = User.groups.through
_VERBS = User.user_permissions.through


def install() -> None:
    """Listen; called in `AppConfig.ready`."""
    for signal in (password_changed, password_reset, password_set):
        signal.connect(_note_password, dispatch_uid="accounts.security")
    for through in (_ROLES, _VERBS):
        m2m_changed.connect(_note_rights, sender=through, dispatch_uid="accounts.security")


def note_refusal(request: HttpRequest) -> None:
    """Record that a signed-in person was refused a page: which one by its pattern, for its address may name a row."""
    if user := _signed_in(request):
        record_event(EventKind.DENIED, user=user, **_asked(request))


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
        record_event(EventKind.DENIED, user=user, missing=guesses, **_asked(request))


def _signed_in(request: HttpRequest) -> User | None:
    """Return who asks; nobody where the request failed before that was known."""
    user: Any = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _asked(request: HttpRequest) -> dict[str, Any]:
    route = request.resolver_match.route if request.resolver_match else ""
    return {"page": f"/{route}", "method": request.method or ""}


def _note_password(*, sender: Any, request: HttpRequest, user: User, signal: Any, **_: Any) -> None:
    record_event(EventKind.PASSWORD, user=user, how="reset" if signal is password_reset else "changed")


def _note_rights(
    *, sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, model: Any, **_: Any
) -> None:
    """Record roles and verbs that somebody got or lost, whatever way they were written."""
    mine = "groups" if sender is _ROLES else "user_permissions"
    if action == "pre_clear":
        rows = model._default_manager.filter(**{mine if reverse else "user": instance})
    elif action in ("post_add", "post_remove"):
        rows = model._default_manager.filter(pk__in=pk_set or ())
    else:
        return
    users, things = (rows, [instance]) if reverse else ([instance], rows)
    _record_rights(sender, "added" if action == "post_add" else "removed", users, things)


def _record_rights(through: type[Model], done: str, users: Iterable[User], things: Iterable[Any]) -> None:
    names = sorted(thing.name if through is _ROLES else _verb(thing) for thing in things)
    if not names:
        return
    who = current().who()
    by = who if who is not None and who.is_authenticated else None
    details: dict[str, Any] = {"of": "roles" if through is _ROLES else "verbs", done: names}
    for user in users:
        record_event(EventKind.RIGHTS, user=user, by=by, **details)


def _verb(permission: Any) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
