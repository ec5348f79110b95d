"""How sealed texts are found: by keyed tokens of the beginnings of their words.

A token is a MAC under a key that is derived from FIELD_KEYS, of the thread and a piece of a folded word. So equal words
of two threads have nothing in common in the database, and without the key nobody can tell or try what a token means.
What tokens find is opened and compared with what was asked before anybody sees it.
"""

import hashlib
from collections.abc import Iterable

from kafkasder.core.crypto import derived_keys
from kafkasder.core.text import fold_words

_PURPOSE = "messaging.words"
SHORTEST_BEGINNING = 3
LONGEST_BEGINNING = 8
MOST_TOKENS = 7_000  # more than a message of the greatest length can have
_TOKEN_BYTES = 8


def tokens_of(thread_id: int, text: str) -> list[int]:
    """Return the tokens under which a text of a thread is kept, by the newest key."""
    key = derived_keys(_PURPOSE)[0]
    pieces = sorted({piece for word in fold_words(text) for piece in _pieces(word)})[:MOST_TOKENS]
    return sorted({_token(key, thread_id, piece) for piece in pieces})


def tokens_asked(thread_ids: Iterable[int], word: str) -> list[int]:
    """Return the tokens that a folded word which is looked for has in these threads, by every present key."""
    piece = word[:LONGEST_BEGINNING]
    keys = derived_keys(_PURPOSE)
    return [_token(key, thread_id, piece) for thread_id in thread_ids for key in keys]


def finds(asked: list[str], text: str) -> bool:
    """Tell whether every word that is asked for begins a word of the text; one of two letters must be a whole word."""
    words = fold_words(text)
    return all(any(begins(one, word) for word in words) for one in asked)


def begins(asked: str, word: str) -> bool:
    return word == asked if len(asked) < SHORTEST_BEGINNING else word.startswith(asked)


def _pieces(word: str) -> list[str]:
    if len(word) < SHORTEST_BEGINNING:
        return [word]
    return [word[:length] for length in range(SHORTEST_BEGINNING, min(len(word), LONGEST_BEGINNING) + 1)]


def _token(key: bytes, thread_id: int, piece: str) -> int:
    mac = hashlib.blake2b(f"{thread_id}:{piece}".encode(), key=key, digest_size=_TOKEN_BYTES)
    return int.from_bytes(mac.digest(), "big", signed=True)
