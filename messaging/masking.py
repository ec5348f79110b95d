"""What leaves the house loses whoever it names: identifiers and known names become placeholders, and come back.

The same value has the same placeholder in all texts that one `Masker` sees, however it is written: `0532 111 22 33` and
`+905321112233` are both `[TELEFON-1]`. Numbers that only look like an identifier are masked too: a mistyped identity
number still names somebody. What nobody told the masker, such as the name of a family, stays; people are shown the
text before it goes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from django.core.exceptions import ValidationError
from stdnum import luhn
from stdnum.tr import tckimlik

from kafkasder.core.identifiers import clean_phone, is_foreign_identity_number
from kafkasder.core.text import fold, squeeze

PERSON, RECORD, EMAIL, IBAN, FILE = "KİŞİ", "KAYIT", "E-POSTA", "IBAN", "DOSYA"
IDENTITY, FOREIGNER, PHONE, CARD, NUMBER = "TC", "YABANCI", "TELEFON", "KART", "NUMARA"

_UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_GAP = r"\s|[\u200c\u200d\u2010-\u2015\u2212().\-/_,·•]"  # what people put between the digits of one number
_PLACEHOLDER = re.compile(r"\[([A-Za-zÇĞİÖŞÜçğıöşü-]{2,12}-\d{1,3})\]")
_GIVEN = re.compile(r"(\[[A-ZÇĞİÖŞÜ-]+-\d+\])")
_DAY = re.compile(r"(?<![\d./-])(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2})(?!\d)")
_LETTERBOX = re.compile(r"(?<![\w.+-])[\w.+-]+[^\S\n\r]?[@＠][^\S\n\r]?[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(
    rf"(?<!\w)(?:[Tt][Rr](?:{_GAP}){{0,3}}\d{{2}}(?:(?:{_GAP}){{0,3}}\d){{22}}"
    r"|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?)(?!\w)"
)
_FILE = re.compile(r"(?<!\w)[A-ZÇĞİÖŞÜ]{1,4}-(?:\d{4}[-/])?\d{3,8}(?!\w)")
_DIGITS = re.compile(rf"(?:\+|\()?\d(?:(?:{_GAP}){{0,3}}\d){{6,}}")
_GROUP = re.compile(r"[+(]?\d+")
_SHORTEST_NUMBER = 7  # digits of somebody's number
_LONGEST_PLAIN = 8  # digits that stand together and mean nobody
_MOST_GROUPS = 8  # of digits that make one number
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
        text = _PLACEHOLDER.sub(r"(\1)", unicodedata.normalize("NFC", _UNSEEN.sub("", text)))
        for kind, pattern in ((EMAIL, _LETTERBOX), (IBAN, _IBAN), (FILE, _FILE)):
            text = pattern.sub(partial(self._replaced, kind), text)
        for kind, value, pattern in self._names:
            text = self._outside(text, lambda part, k=kind, v=value, p=pattern: p.sub(lambda _: self._name(k, v), part))
        return self._outside(text, self._mask_numbers)

    def _outside(self, text: str, change: Callable[[str], str]) -> str:
        """Change what stands between placeholders, which are those that were given alone."""
        parts = _GIVEN.split(text)
        return "".join(part if part in self.kept else change(part) for part in parts)

    def _replaced(self, kind: str, found: re.Match[str]) -> str:
        return self._placeholder(kind, _plain(found[0]), found[0])

    def _name(self, kind: str, value: str) -> str:
        return self._placeholder(kind, fold(value), value)

    def _placeholder(self, kind: str, key: str, value: str) -> str:
        if (kind, key) not in self._given:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._given[kind, key] = f"[{kind}-{self._counts[kind]}]"
            self.kept[self._given[kind, key]] = value
        return self._given[kind, key]

    def _mask_numbers(self, text: str) -> str:
        """Days are no numbers of people, and part the digits before and after them."""
        parts, end = [], 0
        for day in _DAY.finditer(text):
            parts += [_DIGITS.sub(self._mask_digits, text[end : day.start()]), day[0]]
            end = day.end()
        return "".join([*parts, _DIGITS.sub(self._mask_digits, text[end:])])

    def _mask_digits(self, found: re.Match[str]) -> str:
        """Mask the numbers in a run of groups of digits; the longest one that means something comes first."""
        run, parts, end = found[0], [], 0
        groups = list(_GROUP.finditer(run))
        at = 0
        while at < len(groups):
            start = groups[at].start()
            for last in range(min(len(groups), at + _MOST_GROUPS) - 1, at - 1, -1):
                written = run[start : groups[last].end()]
                if kind := _kind_of(written, last - at + 1):
                    parts += [run[end:start], self._placeholder(kind, _key_of(kind, written), written)]
                    end, at = groups[last].end(), last
                    break
            at += 1
        return "".join([*parts, run[end:]])


def restored(text: str, kept: Mapping[str, str]) -> str:
    """Return `text` with what the placeholders stand for; models write their letters in their own way."""
    known = {fold(placeholder): value for placeholder, value in kept.items()}
    return _PLACEHOLDER.sub(lambda found: known.get(fold(found[0]), found[0]), text)


def _kind_of(written: str, groups: int) -> str:
    """Tell what a number is; empty for one that names nobody."""
    digits = _plain(written)
    bare = digits.lstrip("+")
    if len(bare) < _SHORTEST_NUMBER:
        return ""
    is_even = len(set(re.findall(r"\D+", written.lstrip("+(")))) <= 1  # amounts in a row are parted in several ways
    if len(bare) == 11 and is_even and tckimlik.is_valid(bare):
        return FOREIGNER if is_foreign_identity_number(bare) else IDENTITY
    if _is_phone(digits):
        return PHONE
    sizes = [len(group) for group in re.findall(r"\d+", written)]
    grouped = groups == 1 or sizes[:-1] == [4] * (groups - 1) or sizes == [4, 6, 5]
    if 13 <= len(bare) <= 19 and grouped and is_even and luhn.is_valid(bare):
        return CARD
    return NUMBER if groups == 1 and len(bare) > _LONGEST_PLAIN else ""


def _is_phone(digits: str) -> bool:
    try:
        clean_phone(digits)
    except ValidationError:
        return False
    return True


def _key_of(kind: str, written: str) -> str:
    return clean_phone(_plain(written)) if kind == PHONE else _plain(written)


def _plain(text: str) -> str:
    """Return a number or address as all ways of writing it have in common; digits of any script are digits."""
    bare = re.sub(_GAP, "", text) if "@" not in text else text
    return "".join(str(unicodedata.digit(each, each)) for each in bare).casefold()


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
