"""Locking an account after wrong passwords, for a while; an e-mail that nobody has is counted and locked alike.

Every try is counted as a failure before the password is looked at, under a lock of its row, and the right password
takes the count away. So no more passwords are looked at than the settings allow, however many arrive at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from kafkasder.core.crypto import blind_index

from .. import policy
from ..models import EventKind, SecuritySettings, SignInCount, User
from .lock_notice import send_lock_notice
from .security_events import record_event

_FREE_TRIES = 2  # then each failure doubles the pause, from one second on
_LONGEST_PAUSE = timedelta(minutes=5)


class Refused(ValidationError):
    """The password is not looked at now. The sentence is the same for every account, and for every password."""

    def __init__(self, wait: timedelta, *, locked: bool) -> None:
        self.retry_after = max(1, ceil(wait.total_seconds()))
        super().__init__(_locked_text(self.retry_after) if locked else _pause_text(self.retry_after), code="lockout")


@dataclass(frozen=True)
class Attempt:
    """A password that may be looked at. `locks` says that the account is locked unless it is the right one."""

    email: str
    key: str
    locks: bool


def account_key(email: str) -> str:
    """Return the digest under which the account of a normalised e-mail is counted, whether there is one or not."""
    return blind_index(email, "accounts.sign_in").hex()


@transaction.atomic
def begin_attempt(email: str, browser: str = "") -> Attempt:
    """Count one more try for `email`, or raise Refused. `browser` names one in which its owner has signed in before."""
    account, now, rules = account_key(email), timezone.now(), SecuritySettings.current()
    key = blind_index(f"{account}:{browser}", "accounts.sign_in").hex() if browser else account
    count = _held(key, account)
    if count.locked_until and count.locked_until > now:
        raise Refused(count.locked_until - now, locked=True)
    since = count.locked_until or now - timedelta(minutes=rules.lockout_window_minutes)
    failed = [at for at in count.failed_at if at > since]
    if failed and (wait := failed[-1] + _pause_after(failed) - now) > timedelta():
        raise Refused(wait, locked=False)
    count.failed_at = [*failed, now]
    locks = len(count.failed_at) >= rules.lockout_attempts
    count.locked_until = now + timedelta(minutes=rules.lockout_minutes) if locks else None
    count.stale_at = now + timedelta(minutes=max(rules.lockout_minutes, rules.lockout_window_minutes))
    count.save(update_fields=["failed_at", "locked_until", "stale_at"])
    return Attempt(email, key, locks)


def attempt_refused(email: str) -> None:
    """Record a try whose password was not looked at, whoever it was for."""
    user = User.objects.filter(email=email).first()
    record_event(EventKind.ATTEMPT, user=user, account=account_key(email)[:8], unknown=user is None)


def attempt_succeeded(attempt: Attempt) -> None:
    SignInCount.objects.filter(key=attempt.key).delete()


@transaction.atomic
def attempt_failed(attempt: Attempt, request: HttpRequest | None = None) -> None:
    """Record the failure, and the lock if this was one too many; the owner is told of it by mail."""
    user = User.objects.filter(email=attempt.email).first()
    apart = attempt.key != account_key(attempt.email)
    # What was typed is not recorded: it may be somebody's address elsewhere, or a password in the wrong field.
    told: dict[str, Any] = {"account": account_key(attempt.email)[:8], "unknown": user is None, "known_browser": apart}
    record_event(EventKind.FAILURE, user=user, request=request, **told)
    if attempt.locks:
        minutes = SecuritySettings.current().lockout_minutes
        record_event(EventKind.LOCKED, user=user, request=request, minutes=minutes, **told)
        send_lock_notice(user=user, minutes=minutes)


@transaction.atomic
def unlock_user(*, user: User, by: User) -> None:
    """Forget every failure of the account, in whatever browser, and with them its locks."""
    user, by = User.objects.get(pk=user.pk), User.objects.get(pk=by.pk)
    policy.can_unlock(by, user, locked_until(user)).require()
    forget_failures(user)
    record_event(EventKind.UNLOCKED, user=user, by=by)


def forget_failures(user: User) -> None:
    SignInCount.objects.filter(account=account_key(user.email)).delete()


def locked_until(user: User) -> datetime | None:
    """Return until when the account is locked, in whichever browser that is longest; None if it is not."""
    locks = SignInCount.objects.filter(account=account_key(user.email), locked_until__gt=timezone.now())
    return max((row.locked_until for row in locks if row.locked_until), default=None)


def forget_old_counts() -> int:
    """Delete the counts that say nothing any more; return how many there were."""
    return SignInCount.objects.filter(stale_at__lte=timezone.now()).delete()[0]


def _held(key: str, account: str) -> SignInCount:
    """Return the row, held until the end of the transaction."""
    while True:  # a sign-in that succeeds just now may take the row away in between
        SignInCount.objects.bulk_create([SignInCount(key=key, account=account)], ignore_conflicts=True)
        if row := SignInCount.objects.select_for_update().filter(key=key).first():
            return row


def _pause_after(failed: Sequence[datetime]) -> timedelta:
    doublings = len(failed) - _FREE_TRIES
    return min(timedelta(seconds=2**doublings), _LONGEST_PAUSE) if doublings >= 0 else timedelta()


def _pause_text(seconds: int) -> str:
    return ngettext(
        "Çok hızlı denediniz. %(count)d saniye sonra yeniden deneyin.",
        "Çok hızlı denediniz. %(count)d saniye sonra yeniden deneyin.",
        seconds,
    ) % {"count": seconds}


def _locked_text(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    return ngettext(
        "Çok fazla hatalı deneme yapıldı. Bu e-postayla %(count)d dakika sonra yeniden deneyin.",
        "Çok fazla hatalı deneme yapıldı. Bu e-postayla %(count)d dakika sonra yeniden deneyin.",
        minutes,
    ) % {"count": minutes}
