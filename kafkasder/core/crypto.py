"""Encryption of single fields, and blind indexes that keep an encrypted value findable and unique.

Keys come from the setting `FIELD_KEYS`: 32 random bytes each in base64, newest first. The newest key writes; every key
reads. To change keys put a new one in front, run `manage.py rotate_field_keys`, then take the old one away.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.functional import Promise

NONCE_BYTES = 12
KEY_MARK_BYTES = 4


class UnreadableValue(Exception):
    """A stored value that none of the present keys opens: a key is missing, or the value was moved or changed."""


@dataclass(frozen=True)
class Rotation:
    """Brings something that is encrypted outside of `EncryptedTextField` under the newest key; returns how many.

    It runs while the panel runs, and may be broken off and run again.
    """

    label: str | Promise
    run: Callable[[], int]


ROTATIONS: list[Rotation] = []


def register_rotation(label: str | Promise, run: Callable[[], int]) -> None:
    """Have `manage.py rotate_field_keys` do this, too; called in `AppConfig.ready`."""
    ROTATIONS.append(Rotation(label, run))


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret)


@cache
def _secrets(encoded: tuple[str, ...]) -> tuple[bytes, ...]:
    secrets = []
    for key in encoded:
        try:
            secret = base64.b64decode(key, validate=True)
        except binascii.Error:
            secret = b""
        if len(secret) != 32:
            raise ImproperlyConfigured("FIELD_KEYS: every key must be 32 bytes in base64")
        secrets.append(secret)
    return tuple(secrets)


@cache
def _ciphers(encoded: tuple[str, ...]) -> dict[bytes, AESGCM]:
    """Return the ciphers by the mark that their values begin with, newest first."""
    marks = {}
    for secret in _secrets(encoded):
        key = _derive(secret, "kafkasder.field")
        marks[hashlib.sha256(key).digest()[:KEY_MARK_BYTES]] = AESGCM(key)
    return marks


@cache
def _index_keys(encoded: tuple[str, ...], purpose: str) -> tuple[bytes, ...]:
    return tuple(_derive(secret, f"kafkasder.index.{purpose}") for secret in _secrets(encoded))


def derived_keys(purpose: str, further: Iterable[str] = ()) -> list[bytes]:
    """Return a key for `purpose` from each of FIELD_KEYS, newest first, then from `further` keys in base64."""
    return [_derive(secret, f"kafkasder.{purpose}") for secret in _secrets((*settings.FIELD_KEYS, *further))]


def encrypt(text: str, context: str) -> bytes:
    """Return `text` under the newest key; it opens only with the same `context` (the column's name)."""
    return seal(text.encode(), context)


def decrypt(stored: bytes, context: str) -> str:
    """Return the text in `stored`; raise UnreadableValue if no present key opens it in this `context`."""
    return unseal(stored, context).decode()


def seal(content: bytes, context: str) -> bytes:
    """Return `content` under the newest key, as its mark, a fresh nonce and what AES-GCM makes of it."""
    mark, cipher = next(iter(_ciphers(tuple(settings.FIELD_KEYS)).items()))
    nonce = os.urandom(NONCE_BYTES)
    return mark + nonce + cipher.encrypt(nonce, content, context.encode())


def unseal(stored: bytes, context: str) -> bytes:
    """Return what `seal` was given; raise UnreadableValue if no present key opens it in this `context`."""
    mark, nonce, sealed = (
        stored[:KEY_MARK_BYTES],
        stored[KEY_MARK_BYTES:][:NONCE_BYTES],
        stored[KEY_MARK_BYTES + NONCE_BYTES :],
    )
    cipher = _ciphers(tuple(settings.FIELD_KEYS)).get(mark)
    if cipher is None:
        raise UnreadableValue(f"{context}: written with a key that FIELD_KEYS no longer holds")
    try:
        return cipher.decrypt(nonce, sealed, context.encode())
    except InvalidTag as error:
        raise UnreadableValue(f"{context}: the stored value was changed or belongs to another column") from error


def blind_index(text: str, purpose: str) -> bytes:
    """Return the keyed digest under which `text` is stored for look-ups of this `purpose`."""
    return blind_indexes(text, purpose)[0]


def blind_indexes(text: str, purpose: str) -> list[bytes]:
    """Return the digests of `text` under every present key, newest first: while keys change, search for any of them."""
    keys = _index_keys(tuple(settings.FIELD_KEYS), purpose)
    return [hmac.new(key, text.encode(), hashlib.sha256).digest() for key in keys]


class EncryptedTextField(models.TextField):
    """A text that the database holds only encrypted, and as null when empty; it cannot be searched or sorted."""

    audit_mask = True
    description = "Encrypted text"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"null": True, "blank": True, "default": ""})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for implied in ("null", "blank", "default"):
            options.pop(implied, None)
        return name, path, args, options

    def get_internal_type(self) -> str:
        return "BinaryField"

    @property
    def context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return "" if value is None else decrypt(bytes(value), self.context)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return encrypt(value, self.context) if value else None

    def get_lookup(self, lookup_name: str) -> Any:
        """Only "is it empty" may be asked; anything else would compare ciphertexts and never find."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class BlindIndexField(models.BinaryField):
    """The blind index of another field of the same row, kept in step by saves and `bulk_create`; null when empty."""

    def __init__(self, *args: Any, of: str = "", purpose: str = "", **options: Any) -> None:
        self.of, self.purpose = of, purpose
        super().__init__(*args, **options | {"max_length": 32, "null": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for implied in ("max_length", "null", "editable"):
            options.pop(implied, None)
        return name, path, args, options | {"of": self.of, "purpose": self.purpose}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        text = getattr(model_instance, self.of)
        index = blind_index(text, self.purpose) if text else None
        setattr(model_instance, self.attname, index)
        return index


def written_with_an_older_key(model: type[models.Model], *columns: "models.Field[Any, Any]") -> models.QuerySet[Any]:
    """Return the rows of `model` of which some encrypted column does not begin with the newest key's mark."""
    newest = next(iter(_ciphers(tuple(settings.FIELD_KEYS))))
    older = models.Q(pk__in=[])
    for field in columns or encrypted_fields(model):
        mark = models.Func(
            models.F(field.name), 1, KEY_MARK_BYTES, function="substr", output_field=models.BinaryField()
        )
        older |= models.Q(models.lookups.Exact(mark, newest), _negated=True) & models.Q(
            **{f"{field.name}__isnull": False}
        )
    return model._base_manager.filter(older)


def encrypted_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
