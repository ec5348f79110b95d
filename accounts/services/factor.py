"""Turning a person's second factor on and off, and looking at the codes that are typed."""

import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from .. import policy
from ..audit import acting
from ..models import Authenticator, BackupCode, EndReason, EventKind, SecuritySettings, User
from . import limits
from .notices import send_notice
from .security_events import record_event
from .sessions import end_sessions_because
from .trusted_devices import revoke_all_devices

SECRET_BYTES = 20  # as long as the hash behind the codes; the standard's advice
BACKUP_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else
_CODE_LENGTH = 10


@dataclass(frozen=True)
class Verdict:
    """What came of a code: the authenticator that took it, or how long none is looked at after too many failures."""

    device: Authenticator | None
    locked_for: timedelta = timedelta()
    by_backup_code: bool = False

    def __bool__(self) -> bool:
        return self.device is not None


def check_code(*, user: User, code: str, request: HttpRequest, step: str) -> Verdict:
    """Take a code, once, or count the failure; `step` says in the events what was asked for.

    Raise TooMany where the account's codes of the last minutes were too many; call it outside of transactions.
    """
    limits.take("second_factor", user.pk)
    verdict = _check(user, code, request, step)
    if verdict:
        limits.give_back("second_factor", user.pk)
    return verdict


@transaction.atomic
def _check(user: User, code: str, request: HttpRequest, step: str) -> Verdict:
    """One after the other: of two sessions that bring the same code the second finds it used."""
    device = Authenticator.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None or not user.is_active:
        return Verdict(None)
    if wait := device.locked_for():
        return Verdict(None, wait)
    if device.verify_token(code):  # the sign-in itself is an event, of `sessions`
        by_backup_code = len(code) == _CODE_LENGTH
        if by_backup_code:
            record_event(EventKind.CODES, user=user, request=request, step=step, left=device.backup_codes_left)
        return Verdict(device, by_backup_code=by_backup_code)
    record_event(EventKind.FAILURE, user=user, request=request, step=step)
    if device.throttling_failure_count >= SecuritySettings.current().lockout_attempts:
        minutes = round(device.locked_for() / timedelta(minutes=1))
        record_event(EventKind.LOCKED, user=user, request=request, step=step, minutes=minutes)
    return Verdict(None, device.locked_for())


@transaction.atomic
def begin_factor(*, user: User) -> Authenticator:
    """Make a secret to be shown once. It counts for nothing until a code of it comes; an older one counts till then."""
    user = _locked(user)
    Authenticator.objects.filter(user=user, confirmed=False).delete()
    secret = b32encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return Authenticator.objects.create(user=user, secret=secret)


@transaction.atomic
def confirm_factor(*, user: User, code: str, request: HttpRequest) -> list[str] | None:
    """Let the new authenticator count if `code` is one of it; return the backup codes, None for a wrong code.

    All other sessions of the person end, for they were opened without it.
    """
    user = _locked(user)
    device = Authenticator.objects.filter(user=user, confirmed=False).first()
    if device is None or not device.matches(code):
        return None
    Authenticator.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save()
    _change_factor(user, on=True, keep=_number_of(request))
    record_event(EventKind.FACTOR_ON, user=user, request=request)
    send_notice(user, "factor_on")
    return _new_backup_codes(device)


@transaction.atomic
def renew_backup_codes(*, user: User, request: HttpRequest) -> list[str]:
    """Replace all backup codes; the old ones count no more."""
    device = Authenticator.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        raise PermissionDenied
    device.backup_codes.all().delete()
    record_event(EventKind.CODES, user=user, request=request)
    send_notice(user, "backup_codes")
    return _new_backup_codes(device)


@transaction.atomic
def turn_off_factor(*, user: User, request: HttpRequest) -> None:
    user = _locked(user)
    policy.can_turn_off_factor(user).require()
    _remove_factor(user, keep=_number_of(request))
    record_event(EventKind.FACTOR_OFF, user=user, request=request)
    send_notice(user, "factor_off")


@transaction.atomic
def reset_factor(*, user: User, by: User, reason: str, request: HttpRequest) -> None:
    """Take the factor from somebody who lost it; all sessions of theirs end, and the next sign-in asks for no code."""
    user = _locked(user)
    policy.can_reset_factor(by, user).require()
    with acting(reason=reason):
        _remove_factor(user, by=by)
    record_event(EventKind.FACTOR_OFF, user=user, by=by, request=request, reason=reason)
    send_notice(user, "factor_reset", by=by, reason=reason)


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _number_of(request: HttpRequest) -> int | None:
    number: int | None = request.session.number  # type: ignore[attr-defined]  # our store's
    return number


def _remove_factor(user: User, *, by: User | None = None, keep: int | None = None) -> None:
    Authenticator.objects.filter(user=user).delete()
    _change_factor(user, on=False, by=by, keep=keep)


def _change_factor(user: User, *, on: bool, by: User | None = None, keep: int | None = None) -> None:
    """End all sessions but the one to `keep`, and the trust in devices: they rest on a factor that is no more, or none.

    A session that is kept is to be given the new hash by the view.
    """
    user.factor_on_at = timezone.now() if on else None
    user.session_generation += 1
    user.save(update_fields=["factor_on_at", "session_generation"])
    end_sessions_because(EndReason.FACTOR, user=user, by=by, keep=keep)
    revoke_all_devices(user=user)


def _new_backup_codes(device: Authenticator) -> list[str]:
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)) for _ in range(BACKUP_CODES)]
    BackupCode.objects.bulk_create(
        BackupCode(authenticator=device, digest=BackupCode.digest_of(code)) for code in codes
    )
    return codes
