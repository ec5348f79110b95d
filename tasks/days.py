"""One typed line becomes a task: `Ayşe'yi ara yarın 14:00 !acil #saha @fatma`.

A day and a time count at the beginning or the end of the line only, and only where they are plainly meant; what is not
understood stays in the title. The page shows what was understood before anything is saved.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kafkasder.core.text import fold, squeeze

from .day_words import LONGEST, day_in, is_possessed, is_weekday

_PRIORITIES = {
    "acil": "urgent",
    "urgent": "urgent",
    "yuksek": "high",
    "onemli": "high",
    "high": "high",
    "normal": "normal",
    "dusuk": "low",
    "low": "low",
}
_SHORTEST = 3  # letters that stand for a priority: !yük
_MARK = re.compile(r"(?P<sign>[!#@])(?P<word>[^\W_][\w.\-]*)")
_MOST_TAGS, _LONGEST_TAG = 10, 30

_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?:['’]?[dt][ae])?")
_HOUR = re.compile(r"(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?(?:['’]?[dt][ae])?")
_BEFORE_HOUR = ("saat", "at")
_GOVERNS = frozenset(
    ["icin", "hakkinda", "ile", "gibi", "ve", "veya", "and", "or", "for", "about"]
)  # what such a word follows is no day


@dataclass(frozen=True)
class Understood:
    """What a line says; `at` is a time of that `day`, and `responsible` a name as it was typed, which
    none or several people may have."""

    title: str
    day: date | None = None
    at: time | None = None
    priority: str = ""
    tags: tuple[str, ...] = ()
    responsible: str = ""


@dataclass
class _Line:
    """The words of a line that nothing was understood of yet."""

    words: list[str]
    day: date | None = None
    at: time | None = None
    marks: dict[str, list[str]] = field(default_factory=lambda: {"!": [], "#": [], "@": []})


def parse(text: str, now: datetime | None = None) -> Understood:
    """Read a line as it is meant at the moment `now`, by the clock of the association."""
    here = timezone.localtime(now, timezone.get_default_timezone())
    line = _Line(squeeze(text).split())
    _take_marks(line)
    _take_days(line, here.date())
    if line.at and not line.day:
        line.day = here.date() + timedelta(days=line.at < here.time())
    if not line.words:  # nothing but a day: then these words are the title
        return Understood(squeeze(text))
    priority, responsible = ((*line.marks[sign], "")[0] for sign in "!@")
    return Understood(" ".join(line.words), line.day, line.at, priority, tuple(line.marks["#"]), responsible)


def _take_marks(line: _Line) -> None:
    left = []
    for word in line.words:
        match = _MARK.fullmatch(word.rstrip(",;"))
        if not (match and _take_mark(line.marks, match["sign"], match["word"])):
            left.append(word)
    line.words = left


def _take_mark(marks: dict[str, list[str]], sign: str, word: str) -> bool:
    """Keep a mark; return whether it is one: an unknown priority, and whatever comes twice, is not."""
    if sign == "!":
        word = priority_of(word)
    if sign == "#":
        if fold(word) in map(fold, marks["#"]):
            return True
        fits = len(word) <= _LONGEST_TAG and "." not in word and len(marks["#"]) < _MOST_TAGS
    else:
        fits = bool(word) and not marks[sign]
    if fits:
        marks[sign].append(word)
    return fits


def priority_of(word: str) -> str:
    """Return the priority that a word, or its beginning, names; nothing if it is none."""
    folded = fold(word)
    named = {value for name, value in _PRIORITIES.items() if name.startswith(folded)}
    return named.pop() if len(named) == 1 and len(folded) >= _SHORTEST else ""


def _take_days(line: _Line, today: date) -> None:
    """Take a time and a day from the end of the line, then what is still missing from its beginning."""
    for at_end in (True, False):
        while _take_time(line, at_end=at_end) or _take_day(line, today, at_end=at_end):
            pass


def _take_time(line: _Line, *, at_end: bool) -> bool:
    if line.at:
        return False
    for count in (2, 1):
        words, rest = _cut(line.words, count, at_end=at_end)
        if rest and (at_end or not _is_subject(words, rest)) and (found := _time_in(words)):
            line.at, line.words = found, rest
            return True
    return False


def _time_in(words: Sequence[str]) -> time | None:
    """Read `14:30`, `14:30'da`, `saat 9` and `saat 9.30'da`."""
    said = len(words) == 2 and fold(words[0]) in _BEFORE_HOUR
    match = (_HOUR if said else _CLOCK).fullmatch(words[-1].rstrip(",;")) if said or len(words) == 1 else None
    return time(int(match["hour"]), int(match["minute"] or 0)) if match else None


def _take_day(line: _Line, today: date, *, at_end: bool) -> bool:
    if line.day:
        return False
    for count in range(min(LONGEST, len(line.words)), 0, -1):
        words, rest = _cut(line.words, count, at_end=at_end)
        if rest and (at_end or not _is_subject(words, rest)) and (day := day_in(words, today)):
            line.day, line.words = day, rest
            return True
    return False


def _is_subject(words: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether words at the beginning belong to those that follow: `cuma namazı`, `pazar araştırması`, `yarın için`."""
    if fold(rest[0]) in _GOVERNS:
        return True
    return len(words) == 1 and is_weekday(words[0]) and is_possessed(rest[0])


def _cut(words: list[str], count: int, *, at_end: bool) -> tuple[list[str], list[str]]:
    if count > len(words):
        return [], []
    return (words[-count:], words[:-count]) if at_end else (words[:count], words[count:])
