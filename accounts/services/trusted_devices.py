"""Browsers on which a person signs in without a code: trusting them, knowing them again, ending the trust."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from ..models import EventKind, SecuritySettings, Session, TrustedDevice, User
from .security_events import record_event
from .sessions import end_session

TRUSTED_DEVICE = "trusted_device"  # in the session: the key of the device by which its person signed in
_SALT = "accounts.trusted_device"
_LONGEST_AGENT = 300


@transaction.atomic
def trust_device(*, user: User, request: HttpRequest, response: HttpResponseBase) -> None:
    """Trust the browser that gave a code just now; its cookie goes with `response`."""
    days = SecuritySettings.current().trusted_device_days
    if not days:
        raise PermissionDenied
    token = secrets.token_urlsafe(32)
    device = TrustedDevice.objects.create(
        user=user,
        digest=_digest(token),
        auth_hash=user.get_session_auth_hash(),
        user_agent=request.headers.get("User-Agent", "")[:_LONGEST_AGENT],
    )
    record_event(EventKind.DEVICE, user=user, request=request, trusted=True, device=device.name)
    response.set_signed_cookie(  # type: ignore[attr-defined]
        _cookie_of(user),
        token,
        salt=_SALT,
        max_age=timedelta(days=days),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def trusted_device(request: HttpRequest, user: User) -> TrustedDevice | None:
    """Return the device by which this browser is trusted with `user`'s sign-in."""
    token = request.get_signed_cookie(_cookie_of(user), default="", salt=_SALT)
    return trusted_devices_of(user).filter(digest=_digest(token)).first() if token else None


def trusted_devices_of(user: User) -> QuerySet[TrustedDevice]:
    """Return the devices whose trust holds now, the newest first."""
    since = timezone.now() - timedelta(days=SecuritySettings.current().trusted_device_days)
    return TrustedDevice.objects.filter(
        user=user, auth_hash=user.get_session_auth_hash(), revoked_at=None, created_at__gt=since
    ).order_by("-created_at")


def note_use(device: TrustedDevice) -> None:
    device.last_used_at = timezone.now()
    device.save(update_fields=["last_used_at"])


@transaction.atomic
def revoke_device(*, device: TrustedDevice, request: HttpRequest) -> None:
    """End the trust, and the sessions that came by it, but for the one in which its person does so."""
    TrustedDevice.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=timezone.now())
    user, here = device.user, cast(Any, request.session)
    for session in Session.objects.of(user).exclude(pk=here.number):
        if session.get_decoded().get(TRUSTED_DEVICE) == device.pk:
            end_session(session=session, by=user)
    record_event(EventKind.DEVICE, user=user, request=request, trusted=False, device=device.name)


def revoke_all_devices(*, user: User) -> None:
    TrustedDevice.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _cookie_of(user: User) -> str:
    """One for each person: colleagues who share a computer do not push each other out."""
    return f"device-{user.pk}"
