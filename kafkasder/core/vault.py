"""Files that are encrypted piece by piece, so that neither writing nor reading ever holds a whole one in memory.

A file begins with the mark of the key of FIELD_KEYS that it is under, and a salt. From key, salt and context (what the
file is, and of which row) comes the key of this file alone, under which AES-256-GCM seals pieces of 1 MiB. The nonce of
a piece says which one it is and whether it is the last. So a file that was cut off, continued, put together of others
or moved to another row does not open.
"""

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.files.base import File

from .crypto import KEY_MARK_BYTES, NONCE_BYTES, UnreadableValue, derived_keys

PIECE = 2**20
_FORMAT = b"KFV1"
_SALT_BYTES, _TAG_BYTES = 16, 16
_HEAD_BYTES = len(_FORMAT) + KEY_MARK_BYTES + _SALT_BYTES


def sealed(content: Iterable[bytes], context: str) -> Iterator[bytes]:
    """Yield what is to be stored of `content` under the newest key; it opens only with the same `context`."""
    mark, key = next(iter(_keys().items()))
    head = _FORMAT + mark + os.urandom(_SALT_BYTES)
    cipher = _cipher(key, head, context)
    yield head
    pieces = _in_pieces(content)
    piece = next(pieces)
    for number in count():
        following = next(pieces, None)
        yield cipher.encrypt(_nonce(number, is_last=following is None), piece, head)
        if following is None:
            return
        piece = following


class Sealed(File):
    """What a storage is given to keep `content`: it is sealed while it is written."""

    def __init__(self, content: Iterable[bytes], context: str) -> None:
        super().__init__(None)
        self._content, self._context = content, context

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return sealed(self._content, self._context)


class Opened(io.RawIOBase):
    """What a stored file holds, read from its beginning on; nothing is handed out that was not found to be genuine.

    Raise UnreadableValue at once if no present key opens it in this `context`, and later where it is damaged.
    Closing it closes the stored file.
    """

    def __init__(self, stored: BinaryIO | File, context: str) -> None:
        self._stored, self._context = stored, context
        self._number, self._rest = 0, b""
        try:
            self._head = self._read(_HEAD_BYTES)
            self._cipher = _cipher(_key_of(self._head, context), self._head, context)
            self._next = self._read(PIECE + _TAG_BYTES)
            self._rest = self._piece()
        except BaseException:
            self.close()
            raise

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest and self._next:
            self._rest = self._piece()
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)

    def pieces(self) -> Iterator[bytes]:
        """Yield what is left of it, and close it."""
        with self:
            while self._rest:
                piece, self._rest = self._rest, b""
                yield piece
                self._rest = self._piece() if self._next else b""

    def close(self) -> None:
        if not self.closed:
            self._stored.close()
        super().close()

    def _piece(self) -> bytes:
        piece, self._next = self._next, self._read(PIECE + _TAG_BYTES)
        try:
            plain = self._cipher.decrypt(_nonce(self._number, is_last=not self._next), piece, self._head)
        except InvalidTag as error:
            raise UnreadableValue(f"{self._context}: the file was changed, cut off or moved") from error
        self._number += 1
        return plain

    def _read(self, size: int) -> bytes:
        """Return so many bytes, fewer only at the end."""
        found = self._stored.read(size) or b""
        while len(found) < size and (more := self._stored.read(size - len(found))):
            found += more
        return found


def is_under_newest_key(stored: BinaryIO | File) -> bool:
    """Tell by its beginning whether a stored file needs no new key."""
    return stored.read(_HEAD_BYTES)[: len(_FORMAT) + KEY_MARK_BYTES] == _FORMAT + next(iter(_keys()))


def _keys() -> dict[bytes, bytes]:
    """Return the keys by their marks, newest first."""
    return {hashlib.sha256(key).digest()[:KEY_MARK_BYTES]: key for key in derived_keys("vault")}


def _key_of(head: bytes, context: str) -> bytes:
    if len(head) < _HEAD_BYTES or not head.startswith(_FORMAT):
        raise UnreadableValue(f"{context}: this is no sealed file")
    key = _keys().get(head[len(_FORMAT) :][:KEY_MARK_BYTES])
    if key is None:
        raise UnreadableValue(f"{context}: written with a key that FIELD_KEYS no longer holds")
    return key


def _cipher(key: bytes, head: bytes, context: str) -> AESGCM:
    salt = head[-_SALT_BYTES:]
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=context.encode()).derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1, "big") + bytes([is_last])


def _in_pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield `content` in pieces of PIECE bytes, of which the last may be shorter; at least one."""
    waiting = bytearray()
    for part in content:
        waiting += part
        while len(waiting) > PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    yield bytes(waiting)
