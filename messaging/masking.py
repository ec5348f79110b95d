"""What leaves the house loses whoever it names: identifiers and known names become placeholders, and come back.

The same value has the same placeholder in all texts that one `Masker` sees, however it is written: `0532 111 22 33` and
`+905321112233` are both `[TELEFON-1]`. A mistyped identity number still names somebody: what is long enough is masked
too. What nobody told the masker, such as the name of a family, stays; people are shown the text before it goes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from kafkasder.core.text import fold, squeeze, without_unseen

from .identifying import Found, ibans_in, numbers_in, plain, spoken_in

PERSON, RECORD, EMAIL, FILE = "KİŞİ", "KAYIT", "E-POSTA", "DOSYA"

_PLACEHOLDER = re.compile(r"\[([A-Za-zÇĞİÖŞÜçğıöşü-]{2,12}-\d{1,3})\]")
_GIVEN = re.compile(r"(\[[A-ZÇĞİÖŞÜ-]+-\d+\])")
_LETTERBOX = re.compile(r"(?<![\w.+-])[\w.+-]+[^\S\n\r]?[@＠][^\S\n\r]?[\w-]+(?:\.[\w-]+)+")
_FILE = re.compile(r"(?<!\w)[A-ZÇĞİÖŞÜ]{1,4}-(?:\d{4}[-/])?\d{3,8}(?!\w)")
_SHORTEST_NAME = 3
_SUFFIX = r"(?=(?:y?[aeıiuü]|n?[ıiuü]n|[dt][ae]n?|y?l[ae])?(?!\w))"  # as people write after names without an apostrophe
_ALIKE = {"i": "iıİI", "s": "sşSŞ", "g": "gğGĞ", "u": "uüûUÜÛ", "o": "oöOÖ", "c": "cçCÇ", "a": "aâAÂ"}


class Masker:
    """Masks texts that belong together; `kept` says what each placeholder stands for."""

    def __init__(self, *, people: Iterable[str] = (), record: str = "") -> None:
        self.kept: dict[str, str] = {}
        self._given: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}
        self._names = list(_patterns_of(people, record))

    def mask(self, text: str) -> str:
        """Return `text` with placeholders; what looks like one already loses its brackets and stands for nothing."""
        text = _PLACEHOLDER.sub(r"(\1)", unicodedata.normalize("NFC", without_unseen(text)))
        text = _LETTERBOX.sub(partial(self._replaced, EMAIL), text)
        text = self._outside(text, partial(self._mask_found, ibans_in))
        text = self._outside(text, partial(_FILE.sub, partial(self._replaced, FILE)))
        for kind, value, pattern in self._names:
            text = self._outside(text, lambda part, k=kind, v=value, p=pattern: p.sub(lambda _: self._name(k, v), part))
        for find in (spoken_in, numbers_in):
            text = self._outside(text, partial(self._mask_found, find))
        return text

    def _outside(self, text: str, change: Callable[[str], str]) -> str:
        """Change what stands between placeholders, which are those that were given alone."""
        parts = _GIVEN.split(text)
        return "".join(part if part in self.kept else change(part) for part in parts)

    def _replaced(self, kind: str, found: re.Match[str]) -> str:
        return self._placeholder(kind, plain(found[0]) if kind == FILE else found[0].casefold(), found[0])

    def _name(self, kind: str, value: str) -> str:
        return self._placeholder(kind, fold(value), value)

    def _placeholder(self, kind: str, key: str, value: str) -> str:
        if (kind, key) not in self._given:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._given[kind, key] = f"[{kind}-{self._counts[kind]}]"
            self.kept[self._given[kind, key]] = value
        return self._given[kind, key]

    def _mask_found(self, find: Callable[[str], Iterable[Found]], text: str) -> str:
        """Mask the numbers that `find` finds; of those that stand in each other, the one that begins first."""
        parts, end = [], 0
        for each in sorted(find(text), key=lambda found: (found.start, -found.end)):
            if each.start >= end:
                written = text[each.start : each.end]
                parts += [text[end : each.start], self._placeholder(each.kind, each.key, written)]
                end = each.end
        return "".join([*parts, text[end:]])


def restored(text: str, kept: Mapping[str, str]) -> str:
    """Return `text` with what the placeholders stand for; models write their letters in their own way."""
    known = {fold(placeholder): value for placeholder, value in kept.items()}
    return _PLACEHOLDER.sub(lambda found: known.get(fold(found[0]), found[0]), text)


def _patterns_of(people: Iterable[str], record: str) -> Iterable[tuple[str, str, re.Pattern[str]]]:
    """Yield what the masker is told to find: whole names, the longest first, then their single words."""
    names = sorted({squeeze(name) for name in people if name.strip()}, key=lambda name: (-len(name), name))
    title = squeeze(record)
    if len(title) >= _SHORTEST_NAME:
        yield RECORD, title, _whole(title)
    for name in names:
        yield PERSON, name, _whole(name)
    owners: dict[str, set[tuple[str, str]]] = {}
    written: dict[str, str] = {}
    for kind, name in [*((PERSON, name) for name in names), *([(RECORD, title)] if _is_name(title) else [])]:
        for word in name.split():
            if len(word) >= _SHORTEST_NAME and word[0].isalpha() and " " in name:
                owners.setdefault(fold(word), set()).add((kind, name))
                written[fold(word)] = word
    for word in sorted(owners, key=lambda each: (-len(each), each)):
        of = owners[word]
        kind, value = next(iter(of)) if len(of) == 1 else (PERSON, written[word])  # two people may be called alike
        yield kind, value, _single(written[word])


def _is_name(title: str) -> bool:
    """Tell whether a title looks like the name of somebody."""
    words = title.split()
    return 2 <= len(words) <= 4 and all(word.isalpha() and word[0].isupper() for word in words)


def _whole(name: str) -> re.Pattern[str]:
    words = r"\s+".join(_any_case(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}{_SUFFIX}")


def _single(word: str) -> re.Pattern[str]:
    """A single word of a name counts where it has a capital: many names are words too."""
    capitals = "".join(each for each in _alike(word[0]) if not each.islower())
    return re.compile(rf"(?<!\w)[{capitals}]{_any_case(word[1:])}{_SUFFIX}")


def _any_case(word: str) -> str:
    return "".join(f"[{_alike(each)}]" if each.isalpha() else re.escape(each) for each in word)


def _alike(letter: str) -> str:
    plain = fold(letter)
    return _ALIKE.get(plain, plain + plain.upper() + letter)
