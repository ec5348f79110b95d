"""Numbers of people in a text, in whatever way they are written: identity numbers, phones, accounts and cards.

Check digits decide where there are some, whatever stands between the digits. Days, times and amounts name nobody: their
digits are left alone, also where together with others they would look like a number of somebody.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from stdnum import iban, luhn
from stdnum.tr import tckimlik

from kafkasder.core.identifiers import clean_phone, is_foreign_identity_number

from .number_words import Piece, rows_in

IBAN, IDENTITY, FOREIGNER, PHONE, CARD, NUMBER = "IBAN", "TC", "YABANCI", "TELEFON", "KART", "NUMARA"

# What people put between the digits of one number.
GAP = r"\s|[\u200c\u200d\u2010-\u2015\u2212\ufe0f\u20e3().\-/_,:;·•*|\\'’~]"
_CURRENCY = r"(?:TL|₺|TRY|USD|EUR|GBP|\$|€|£|[Ll]ira|[Kk]uruş|[Dd]olar|[Aa]vro|[Ee]uro)"
_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./-])\d{1,2}\2\d{1,2}")
_TIME = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!:?\d)")
_AMOUNT = re.compile(rf"(?<!\d)(?<!\d[.,])\d{{1,3}}(?:([. \u00a0])\d{{3}})(?:\1\d{{3}})*(?:,\d{{1,2}})?\s?{_CURRENCY}")
_DIGITS = re.compile(rf"(?:\+|\()?\d(?:(?:{GAP}){{0,5}}\d){{6,}}")
_GROUP = re.compile(r"[+(]?\d+")
_TURKISH_IBAN = re.compile(rf"(?<!\w)[Tt](?:{GAP}){{0,5}}[Rr](?:(?:{GAP}){{0,5}}\d){{24}}(?!\w)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_PERHAPS_IBAN = re.compile(rf"(?<!\w)[A-Za-z]{{2}}(?:(?:{GAP}){{0,2}}\d){{2}}(?=(?:(?:{GAP}){{0,2}}[A-Za-z0-9]){{11}})")
_LETTER_OR_DIGIT = re.compile(rf"(?:{GAP}){{0,2}}([A-Za-z0-9])")
_PERHAPS_PHONE = re.compile(r"(?:\+|00)\d{8,15}|(?:90|0)?[2-58]\d{9}|0?444\d{4}")

# Words of a row of amounts and days: `1.500 2.500 750`, `05.11.26 15.000`.
_TELLING = re.compile(
    r"[1-9]\d{0,2}(?:\.\d{3}){1,2}(?:,\d{1,2})?|[1-9]\d{0,2}(?:\.\d{3}){3},\d{1,2}|(?:0|[1-9]\d{0,5}),\d{1,2}"
    r"|(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19\d\d|20\d\d|\d\d)"
)
_SHORT = re.compile(r"[1-9]\d{0,5}|0")
_WORD = re.compile(r"\S+")
_EDGES = ",;()-–—/"
_DASHES = re.compile("[-–—]")

_SHORTEST_NUMBER = 7  # digits of somebody's number
_LONGEST_PLAIN = 8  # digits that stand together and mean nobody
_ACCOUNT = 24  # digits of an IBAN without its country
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


@dataclass(frozen=True)
class Found:
    """A number of somebody: where it stands, what it is, and what all ways of writing it have in common."""

    start: int
    end: int
    kind: str
    key: str


def ibans_in(text: str) -> Iterator[Found]:
    """Yield the account numbers, also mistyped ones that have the form of one; they may stand in each other."""
    for pattern in (_TURKISH_IBAN, _IBAN):
        for found in pattern.finditer(text):
            yield Found(*found.span(), IBAN, plain(found[0]))
    for begun in _PERHAPS_IBAN.finditer(text):
        if end := _end_of_iban(text, begun):
            yield Found(begun.start(), end, IBAN, plain(text[begun.start() : end]))


def numbers_in(text: str) -> Iterator[Found]:
    """Yield the numbers in digits, from left to right."""
    end = 0
    for start, stop in [*_of_nobody(text), (len(text), len(text))]:
        for run in _DIGITS.finditer(text, end, max(end, start)):
            yield from _in_run(text, [group.span() for group in _GROUP.finditer(text, *run.span())])
        end = max(end, stop)


def spoken_in(text: str) -> Iterator[Found]:
    """Yield the numbers that stand in words, or partly so."""
    for row in rows_in(text):
        if all(piece.in_words for piece in row):
            yield from _dictated(text, row)
        else:
            yield from _in_mixed_row(text, row)


def plain(text: str) -> str:
    """Return a number as all ways of writing it have in common; digits of any script are digits."""
    bare = re.sub(GAP, "", text)
    return "".join(str(unicodedata.digit(each, each)) for each in bare).casefold()


def _end_of_iban(text: str, begun: re.Match[str]) -> int | None:
    """Return where the longest account number ends that begins here and whose check digits agree."""
    compact, at, best = plain(begun[0]).upper(), begun.end(), None
    while len(compact) < 34 and (more := _LETTER_OR_DIGIT.match(text, at)):
        compact, at = compact + more[1].upper(), more.end()
        is_over = not text[at : at + 1].isalnum()
        if is_over and len(compact) >= 15 and _checks(compact):
            best = at
    return best


def _of_nobody(text: str) -> list[tuple[int, int]]:
    """Return where days, times and amounts stand, in order."""
    days = (found.span() for found in _DAY.finditer(text) if _is_day(found))
    others = (found.span() for pattern in (_TIME, _AMOUNT) for found in pattern.finditer(text))
    return sorted([*days, *others])


def _is_day(found: re.Match[str]) -> bool:
    """Whether this is a day of the calendar that stands by itself, and no part of a longer row of the same style."""
    text, sign = found.string, found[1] or found[2]
    before, after = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
    if before[-1:].isdigit() or after[:1].isdigit():
        return False
    if (before[-1:] == sign and before[:1].isdigit()) or (after[:1] == sign and after[1:].isdigit()):
        return False
    year, month, day = (int(each) for each in found[0].split(sign)[:: -1 if found[1] else 1])
    try:
        return _FIRST_YEAR <= date(year, month, day).year <= _LAST_YEAR
    except ValueError:
        return False


def _in_run(text: str, groups: list[tuple[int, int]]) -> Iterator[Found]:
    """Yield the numbers in a run of groups of digits; the longest one that means something comes first."""
    digits = [plain(text[start:end]) for start, end in groups]
    tied = _tied(text, groups)
    at = 0
    while at < len(groups):
        for count in _counts(digits, at) if at not in tied else ():
            written = text[groups[at][0] : groups[at + count - 1][1]]
            is_whole = at + count not in tied
            if is_whole and (kind := _kind_of(digits[at : at + count])) and not _reads_as_amounts(written):
                opens = written.startswith("(") and ")" not in written  # then the bracket is the sentence's
                yield Found(groups[at][0] + opens, groups[at + count - 1][1], kind, _key_of(kind, written))
                at += count - 1
                break
        at += 1


def _tied(text: str, groups: list[tuple[int, int]]) -> set[int]:
    """Return which groups go on with an amount or a day that began before them."""
    places = {start: index for index, (start, _end) in enumerate(groups)}
    tied: set[int] = set()
    for word in _WORD.finditer(text, groups[0][0], groups[-1][1]):
        if _tells(word[0].strip(_EDGES)):
            within = [places[at] for at in range(*word.span()) if at in places]
            tied.update(within[1:])
    return tied


def _counts(digits: list[str], at: int) -> list[int]:
    """Return of how many groups from here on a number may consist, the most first."""
    counts, length = [], 0
    for count, group in enumerate(digits[at : at + _ACCOUNT], start=1):
        length += len(group)
        if length >= _SHORTEST_NUMBER:
            counts.append(count)
        if length >= _ACCOUNT:
            break
    return counts[::-1]


def _kind_of(groups: list[str]) -> str:
    """Tell what a number is; empty for one that names nobody."""
    digits = "".join(groups)
    bare = digits.lstrip("+")
    if kind := _kind_of_digits(digits):
        return kind
    sizes = [len(group) for group in groups]
    grouped = len(sizes) == len(bare) or all(size % 4 == 0 for size in sizes[:-1]) or sizes == [4, 6, 5]
    if grouped and 13 <= len(bare) <= 19 and luhn.is_valid(bare):
        return CARD
    return NUMBER if len(sizes) == 1 and len(bare) > _LONGEST_PLAIN else ""


def _kind_of_digits(digits: str) -> str:
    """Tell what digits are whose form or check digits tell it, however they are grouped."""
    bare = digits.lstrip("+")
    if len(bare) == 11 and tckimlik.is_valid(bare):
        return FOREIGNER if is_foreign_identity_number(bare) else IDENTITY
    if len(bare) == _ACCOUNT and _checks(f"TR{bare}"):
        return IBAN
    return PHONE if _PERHAPS_PHONE.fullmatch(digits) and _is_phone(digits) else ""


def _checks(account: str) -> bool:
    """Whether an account number's check digits agree; the sum is asked first, since most of them fail by it."""
    moved = account[4:] + account[:4]
    return int("".join(str(int(each, 36)) for each in moved)) % 97 == 1 and bool(iban.is_valid(account))


def _reads_as_amounts(written: str) -> bool:
    """Whether every word is an amount, a day or a short number, and one at least can be nothing else."""
    words = [word.strip(_EDGES) for word in _WORD.findall(written)]
    telling = [_tells(word) for word in words if word]
    return any(telling) and all(_tells(word) or _SHORT.fullmatch(word) for word in words if word)


def _tells(word: str) -> bool:
    """Whether a word can be but an amount or a day, or two of them. Amounts without a comma are below a milliard."""
    return bool(_TELLING.fullmatch(word)) or all(_TELLING.fullmatch(part) for part in _DASHES.split(word))


def _is_phone(digits: str) -> bool:
    try:
        clean_phone(digits)
    except ValidationError:
        return False
    return True


def _key_of(kind: str, written: str) -> str:
    digits = plain(written)
    if kind == PHONE:
        return clean_phone(digits)
    return digits if kind != IBAN or digits.startswith("tr") else f"tr{digits}"


def _dictated(text: str, row: list[Piece]) -> Iterator[Found]:
    """Yield a row that stands in words if it has the digits of somebody's number and is not said to be money."""
    digits, start, end = _whole(row)
    kind = _kind_of_digits(digits)
    if len(digits) >= _SHORTEST_NUMBER and (kind or not re.match(rf"\s*{_CURRENCY}", text[end:])):
        yield Found(start, end, kind or NUMBER, _key_of(kind or NUMBER, digits))


def _in_mixed_row(text: str, row: list[Piece]) -> Iterator[Found]:
    """Yield the numbers that are partly in words: those whose form or check digits tell what they are."""
    at = 0
    while at < len(row):
        windows = (row[at:end] for end in range(min(len(row), at + _ACCOUNT), at + 1, -1))
        for some in windows:
            digits, start, end = _whole(some)
            if any(piece.in_words for piece in some) and (kind := _kind_of_digits(digits)):
                yield Found(start, end, kind, _key_of(kind, digits))
                at += len(some) - 1
                break
        else:
            words = _words_from(row, at)
            yield from _dictated(text, words)
            at += max(0, len(words) - 1)
        at += 1


def _words_from(row: list[Piece], at: int) -> list[Piece]:
    end = next((index for index in range(at, len(row)) if not row[index].in_words), len(row))
    return row[at:end]


def _whole(row: Iterable[Piece]) -> tuple[str, int, int]:
    pieces = list(row)
    digits = plain("".join(piece.digits for piece in pieces))
    return (digits, pieces[0].start, pieces[-1].end) if pieces else ("", 0, 0)
