"""The two proofs that an entry carries, and the keys that make them; see `docs/decisions/audit-chain.md`.

A *mark* is made by a trigger as the entry is written: a hash of its content under a key of its circumstances, which
Django tells for one transaction. Who has only SQL can write an entry, but none that claims to come from the panel.
A *link* is made afterwards, by `sealing`: it binds the entry to everything that was sealed before it.
A *redaction's proof* says that the panel took the values out of an entry, and what its content was before.
"""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from functools import cache
from ipaddress import ip_address
from typing import Any, NamedTuple

from django.conf import settings

from kafkasder.core.crypto import derived_keys

KEY_SETTING = "audit.key"
GENESIS = bytes(32)  # what stands before the first link
_BYTES_OF_A_POSITION = 8


class Key(NamedTuple):
    """A key of the chain, and the number by which a link names it."""

    number: int
    secret: bytes


def keys() -> tuple[Key, ...]:
    """Return the keys of the chain; the first makes links, all of them verify."""
    return _keys(tuple(settings.FIELD_KEYS), tuple(settings.AUDIT_KEYS))


def link(secret: bytes, before: bytes, position: int, digest: bytes) -> bytes:
    """Return the link at `position`, of an entry whose content has this `digest`, to the link `before` it."""
    return hmac.digest(secret, before + position.to_bytes(_BYTES_OF_A_POSITION) + digest, "sha256")


class Redaction(NamedTuple):
    """What a redaction says; `veiled` is the digest of the entry's content as it was, `redacted` of what was left."""

    veiled: bytes
    redacted: bytes
    marked: bool  # whether the entry bore its mark
    at: datetime
    record: str


def veil(secret: bytes, entry: int, digest: bytes) -> bytes:
    """Return the digest of an entry's former content so that it tells nothing, or back again.

    Whoever knows all but a name of what was taken out could try names until the bare digest fits.
    """
    pad = hmac.digest(secret, b"veil" + entry.to_bytes(_BYTES_OF_A_POSITION), "sha256")
    return bytes(one ^ other for one, other in zip(pad, digest, strict=False))


def redaction_proof(secret: bytes, entry: int, said: Redaction) -> bytes:
    """Return the proof that the panel redacted the entry with this id so. No link is as long as what it is made of."""
    parts = (b"redaction", entry.to_bytes(_BYTES_OF_A_POSITION), said.veiled, said.redacted, bytes([said.marked]))
    told = f"{said.at.astimezone(UTC).isoformat()} {said.record}"
    return hmac.digest(secret, b"".join(parts) + told.encode(), "sha256")


def context_key(
    *, actor: int | None, name: str, source: str, ip: str | None, request: str, reason: str, secret: bytes = b""
) -> str:
    """Return the key under which entries of these circumstances are marked."""
    address = str(ip_address(ip)) if ip else None
    told = json.dumps([actor, name, source, address, request, reason])
    return hmac.digest(secret or _mark_secrets()[0], told.encode(), "sha256").hex()


def possible_keys(
    actor: int | None, name: str, source: str, ip: str | None, request: str, reason: str
) -> tuple[bytes, ...]:
    """Return the keys under which entries of these circumstances may be marked: one of each secret."""
    told: dict[str, Any] = {"actor": actor, "name": name, "source": source, "ip": ip}
    told |= {"request": request, "reason": reason}
    return tuple(context_key(**told, secret=secret).encode() for secret in _mark_secrets())


def mark(key: bytes, digest: bytes) -> bytes:
    """Return the mark as the trigger `audit_mark` makes it."""
    return hashlib.sha256(key + digest).digest()


def _mark_secrets() -> tuple[bytes, ...]:
    return _secrets_of_marks(tuple(settings.FIELD_KEYS), tuple(settings.AUDIT_KEYS))


# Both know the settings by their arguments, so that changed keys are heeded.


@cache
def _keys(field_keys: tuple[str, ...], audit_keys: tuple[str, ...]) -> tuple[Key, ...]:
    secrets = derived_keys("audit.chain", audit_keys)
    return tuple(Key(int.from_bytes(hashlib.sha256(each).digest()[:4], signed=True), each) for each in secrets)


@cache
def _secrets_of_marks(field_keys: tuple[str, ...], audit_keys: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(derived_keys("audit.mark", audit_keys))
