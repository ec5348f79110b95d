"""Addresses in mails and messages, which no request is there to complete, and the links that turn a kind off."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .kinds import Channel

_SALT = "notifications.off"


@dataclass(frozen=True)
class Off:
    """What a link turns off: these kinds, for one person, by one way."""

    user: int
    kinds: tuple[str, ...]
    channel: Channel = Channel.EMAIL


def absolute(path: str) -> str:
    return settings.PANEL_URL + path


def off_url(off: Off) -> str:
    """Return the address that turns it off without a sign-in; whoever has the mail may do that, and nothing else."""
    token = signing.dumps([off.user, *off.kinds], salt=_SALT, compress=True)
    return absolute(reverse("notifications:off", args=[token]))


def read_off(token: str) -> Off | None:
    """Return what the token of such an address says; None if we did not write it. It holds for as long as the mail."""
    try:
        user, *kinds = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Off(user, tuple(kinds))
