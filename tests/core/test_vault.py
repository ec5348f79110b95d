"""Files that are encrypted piece by piece: every change of the stored file is noticed, and none is held whole."""

import base64
import os
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from kafkasder.core import vault
from kafkasder.core.crypto import UnreadableValue

OLD, NEW = (base64.b64encode(bytes([byte]) * 32).decode() for byte in (1, 2))
HEAD, STORED_PIECE = 24, vault.PIECE + 16
PLAIN = b"Ailenin belgesi " * (vault.PIECE * 3 // 16) + b"son"


@pytest.fixture(autouse=True)
def keys(settings):
    def use(*present: str) -> None:
        settings.FIELD_KEYS = list(present)

    use(OLD)
    return use


def stored(content: bytes = PLAIN, context: str = "a:1") -> bytes:
    return b"".join(vault.sealed([content[:7], content[7:]], context))


def opened(content: bytes, context: str = "a:1") -> bytes:
    return b"".join(vault.Opened(BytesIO(content), context).pieces())


def pieces_of(content: bytes) -> list[bytes]:
    return [content[at : at + STORED_PIECE] for at in range(HEAD, len(content), STORED_PIECE)]


@pytest.mark.parametrize("size", [0, 1, vault.PIECE - 1, vault.PIECE, vault.PIECE + 1, 2 * vault.PIECE, len(PLAIN)])
def test_what_is_kept_comes_back(size: int) -> None:
    kept = stored(PLAIN[:size])
    assert opened(kept) == PLAIN[:size]
    assert vault.Opened(BytesIO(kept), "a:1").read() == PLAIN[:size]
    assert b"Ailenin" not in kept


def test_it_is_read_in_parts_of_any_size() -> None:
    file, parts = vault.Opened(BytesIO(stored()), "a:1"), []
    while part := file.read(300_007):
        parts.append(part)
    assert b"".join(parts) == PLAIN


@pytest.mark.parametrize(
    "changed",
    [
        lambda kept: kept[: HEAD + STORED_PIECE],  # cut off between two pieces
        lambda kept: kept[: HEAD + 3 * STORED_PIECE],  # … without the last one
        lambda kept: kept[:-1],
        lambda kept: kept + b"x",
        lambda kept: kept[:HEAD],
        lambda kept: kept[:10],
        lambda kept: b"",
        lambda kept: b"plain text that nobody sealed, long enough for a head",
        lambda kept: kept[:HEAD] + b"".join([pieces_of(kept)[n] for n in (1, 0, 2, 3)]),  # swapped
        lambda kept: kept[:HEAD] + b"".join([pieces_of(kept)[n] for n in (0, 0, 2, 3)]),  # repeated
        lambda kept: kept[:HEAD] + b"".join(pieces_of(kept)[1:]),
        lambda kept: kept[: HEAD + STORED_PIECE] + stored()[HEAD + STORED_PIECE :],  # of the same content sealed again
        lambda kept: kept[:8] + bytes(16) + kept[HEAD:],  # another salt
        lambda kept: kept[: HEAD + 5] + bytes([kept[HEAD + 5] ^ 1]) + kept[HEAD + 6 :],
    ],
)
def test_what_was_changed_does_not_open(changed) -> None:
    with pytest.raises(UnreadableValue):
        opened(changed(stored()))


def test_it_opens_for_its_own_row_alone() -> None:
    with pytest.raises(UnreadableValue):
        opened(stored(), "a:2")


def test_nothing_of_a_damaged_piece_is_handed_out() -> None:
    kept = stored()
    file = vault.Opened(BytesIO(kept[:-1]), "a:1")
    assert b"".join(file.read(vault.PIECE) for _ in range(3)) == PLAIN[: 3 * vault.PIECE]
    with pytest.raises(UnreadableValue):
        file.read(1)


def test_a_new_key_writes_while_the_old_one_still_reads(keys) -> None:
    before = stored()
    assert vault.is_under_newest_key(BytesIO(before))
    keys(NEW, OLD)
    assert opened(before) == PLAIN
    assert not vault.is_under_newest_key(BytesIO(before))
    after = stored()
    keys(NEW)
    assert opened(after) == PLAIN
    with pytest.raises(UnreadableValue, match="FIELD_KEYS"):
        opened(before)


def test_the_same_content_never_looks_the_same() -> None:
    assert len({stored(b"a") for _ in range(20)}) == 20


def test_thirty_megabytes_are_never_in_memory() -> None:
    part = os.urandom(64 * 1024)
    tracemalloc.start()
    try:
        with Path(os.devnull).open("wb") as out:
            for piece in vault.sealed((part for _ in range(480)), "a:1"):
                out.write(piece)
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


def test_closing_it_closes_the_file() -> None:
    kept = BytesIO(stored())
    for _piece in vault.Opened(kept, "a:1").pieces():
        break
    with pytest.raises(UnreadableValue):
        vault.Opened(kept := BytesIO(b"x"), "a:1")
    assert kept.closed
