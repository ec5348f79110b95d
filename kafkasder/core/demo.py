"""The demo data of a first run: rooms register what they make, in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.functional import Promise


@dataclass(frozen=True)
class SignIn:
    """An account that the sign-in page of a demo shows to everybody."""

    role: str | Promise
    email: str
    password: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one room makes; lower `order` comes first, so that a room finds the rows of those below it."""

    room: str
    make: Callable[[], None]
    order: int
    sign_ins: tuple[SignIn, ...] = ()


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    if part.room in _parts:
        raise ValueError(f"The demo data of {part.room} is registered twice")
    _parts[part.room] = part


def parts() -> list[Part]:
    return sorted(_parts.values(), key=lambda part: part.order)


def sign_ins() -> list[SignIn]:
    """Return the demo's accounts, and none outside of a demo."""
    return [sign_in for part in parts() for sign_in in part.sign_ins] if settings.DEMO else []


def make() -> bool:
    """Make all parts in a database that knows nobody yet; return whether there was anything to do."""
    with transaction.atomic():
        if get_user_model()._default_manager.exists():
            return False
        for part in parts():
            part.make()
    return True
