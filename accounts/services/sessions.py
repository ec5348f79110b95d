"""Opening and ending sessions: whoever does it stands in line at the person's row, and an end is an end at once.

A session that ended is gone from its table, so no page takes its key any more; the sockets of its tabs are closed when
the transaction commits.
"""

from collections.abc import Iterable
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from kafkasder import live
from kafkasder.live.standing import session_digest

from .. import policy
from ..audit.middleware import address_of
from ..models import EndReason, EventKind, SecuritySettings, Session, User
from .security_events import record_event


@transaction.atomic
def open_session(*, user: User, request: HttpRequest) -> None:
    """Count the life of the session in which `user` has just signed in, and end those that are one too many."""
    _stand_in_line(user)
    store: Any = request.session
    store.start_clock(ip=address_of(request), agent=request.headers.get("User-Agent", ""))
    store.save()
    others = Session.objects.of(user).exclude(pk=store.number)
    most = SecuritySettings.current().concurrent_sessions
    _end(others[most - 1 :], user=user, reason=EndReason.LIMIT)
    record_event(EventKind.SUCCESS, user=user, request=request)


@transaction.atomic
def end_session(*, session: Session, by: User, note: str = "") -> None:
    """End one session, by its person or by somebody who manages that person and says why in `note`."""
    user = _stand_in_line(cast(User, session.user))
    reason = _require_right(user, by)
    _end(Session.objects.of(user).filter(pk=session.pk), user=user, by=by, reason=reason, note=note)


@transaction.atomic
def end_all_sessions(*, user: User, by: User, keep: int | None = None, note: str = "") -> int:
    """End all sessions of `user`, but for the one with the number `keep`; return how many these were."""
    return end_sessions_because(_require_right(user, by), user=user, by=by, keep=keep, note=note)


@transaction.atomic
def end_sessions_because(
    reason: EndReason, *, user: User, by: User | None = None, keep: int | None = None, note: str = ""
) -> int:
    """End the sessions of `user` as a consequence of something else, which had its own rules."""
    _stand_in_line(user)
    return _end(Session.objects.of(user).exclude(pk=keep), user=user, by=by, reason=reason, note=note)


@transaction.atomic
def renew_session(reason: EndReason, *, request: HttpRequest) -> None:
    """Give the session of whoever asks a new key and end the other ones: what it may do is about to change."""
    store: Any = request.session
    user: Any = request.user
    end_sessions_because(reason, user=user, keep=store.number)
    live.end_session(session_digest(store.session_key))  # tabs come back with the new key
    store.cycle_key()


def end_expired(sessions: Iterable[Session], reason: EndReason) -> None:
    """End those of these sessions whose time is over now that it was shortened."""
    over: dict[User, list[Session]] = {}
    for each in sessions:
        if each.expire_date <= timezone.now():
            over.setdefault(cast(User, each.user), []).append(each)
    for user, rows in over.items():
        _end(rows, user=user, reason=reason)


def _require_right(user: User, by: User) -> EndReason:
    if user.pk == by.pk:
        return EndReason.SELF
    policy.can_end_sessions(by, user).require()
    return EndReason.ADMINISTRATOR


def _stand_in_line(user: User) -> User:
    locked: User = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return locked


def _end(
    rows: QuerySet[Session] | Iterable[Session],
    *,
    user: User,
    reason: EndReason,
    by: User | None = None,
    note: str = "",
) -> int:
    ended = list(rows)
    if not ended:
        return 0
    Session.objects.filter(pk__in=[each.pk for each in ended]).delete()
    for each in ended:
        live.end_session(session_digest(each.session_key))
    somebody_else = by if by and by.pk != user.pk else None
    details: dict[str, Any] = {"reason": reason.value, "devices": [each.device for each in ended]}
    if note:
        details["note"] = note
    record_event(EventKind.SESSION_ENDED, user=user, by=somebody_else, **details)
    return len(ended)


@transaction.atomic
def forget_expired() -> int:
    """Delete the rows of sessions that have expired, and return how many; who signs in meanwhile does not wait."""
    expired = Session.objects.filter(expire_date__lt=timezone.now()).order_by("pk")
    keys = expired.select_for_update(skip_locked=True).values_list("pk", flat=True)
    return Session.objects.filter(pk__in=list(keys)).delete()[0]
