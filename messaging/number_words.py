"""Numbers in Turkish words that follow each other, as people dictate them: `beş yüz otuz iki, yüz on bir`.

What has a thousand or more in it is an amount or a year and ends such a row: `binikiyüzotuzdört` is nobody's number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kafkasder.core.text import fold

_ONES = ("sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz")
_TENS = ("on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan")
_GREAT = {"bin": 10**3, "milyon": 10**6, "milyar": 10**9}
_VALUES = {fold(word): value for value, word in enumerate(_ONES)}
_VALUES |= {fold(word): value * 10 for value, word in enumerate(_TENS, start=1)}
_VALUES |= {"yuz": 100, **_GREAT}

_ALIKE = {"i": "iıİI", "s": "sşSŞ", "u": "uüUÜ", "o": "oöOÖ", "c": "cçCÇ"}
_WORD = "|".join(
    "".join(f"[{_ALIKE.get(letter, letter + letter.upper())}]" for letter in word)
    for word in sorted(_VALUES, key=len, reverse=True)
)
_PIECE = rf"(?:(?:{_WORD})+|\d+)"
_BETWEEN = r"[\s,.;:\-–—/·•_()]{1,5}"  # as people write them
_ENDING = r"(?=(?:['’]?(?:[yns]?[aeıiuü]|n?[ıiuü]n|[dt][ae]n?|y?l[ae]))?(?!\w))"
_ROW = re.compile(rf"(?<!\w){_PIECE}(?:{_BETWEEN}{_PIECE})*{_ENDING}")
_PART = re.compile(rf"(?P<word>{_WORD})|\d+")


@dataclass(frozen=True)
class Piece:
    """A number below a thousand that stands in words, or a group of digits, and where."""

    digits: str
    start: int
    end: int
    in_words: bool


def rows_in(text: str) -> Iterator[list[Piece]]:
    """Yield the rows of several numbers that follow each other, at least one of them in words."""
    for row in _ROW.finditer(text):
        for is_small, pieces in groupby(_pieces(row), key=lambda piece: len(piece.digits) < 4 or not piece.in_words):
            found = list(pieces)
            if is_small and len(found) > 1 and any(piece.in_words for piece in found):
                yield found


def _pieces(row: re.Match[str]) -> Iterator[Piece]:
    value, start, end = -1, 0, 0  # of the number in words that is being read; -1 for none
    for part in _PART.finditer(row.string, *row.span()):
        said = _VALUES[fold(part[0])] if part["word"] else -1
        together = _joined(value, said) if min(value, said) >= 0 else -1
        if together >= 0:
            value, end = together, part.end()
            continue
        if value >= 0:
            yield Piece(f"{value}", start, end, in_words=True)
        value, start, end = said, *part.span()
        if said < 0:
            yield Piece(part[0], start, end, in_words=False)
    if value >= 0:
        yield Piece(f"{value}", start, end, in_words=True)


def _joined(value: int, said: int) -> int:
    """Return the number that `said` makes together with the `value` before it; -1 if it begins another one."""
    low = value % 1000
    if said >= 1000:
        return value * said if 0 < value < 1000 else value - low + low * said if low else -1
    if said == 100:
        return value - low + low * 100 if 1 < low < 10 else value + 100 if value and not low else -1
    if said >= 10:
        return value + said if value >= 100 and low % 100 == 0 else -1
    return value + said if said and value >= 10 and low % 10 == 0 else -1
