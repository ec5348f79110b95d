"""What somebody's words find in their threads, although these stand sealed in the database.

Tokens find messages that may have the words; each is opened and compared before anybody sees it. Names of threads are
opened, since nobody has many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from kafkasder.core.numbers import whole_number
from kafkasder.core.text import fold_words, squeeze, words_in

from .models import Message, MessageKind, Thread, ThreadMember
from .shown import Line, lines_of
from .words import begins, finds, tokens_asked

PAGE = 20
MOST_THREADS = 500
MOST_NAMED = 8
MOST_WORDS = 8
_OPENED_AT_ONCE = 100
_MOST_LOOKS = 5
_BEFORE, _SNIPPET = 60, 220
_FARTHEST = 4_102_444_800 * 1_000_000  # the year 2100


@dataclass(frozen=True)
class Hit:
    """A message that was found, what its thread is called for whoever looks, and the place of the words as HTML."""

    message: Message
    name: str
    snippet: SafeString

    @property
    def plain(self) -> str:
        return unescape(strip_tags(self.snippet))


@dataclass(frozen=True)
class Found:
    """Threads by their names, and messages from the newest on; `after` is where older ones go on.

    `is_cut` says that whoever looks has more threads than were searched.
    """

    lines: Sequence[Line] = ()
    hits: Sequence[Hit] = field(default_factory=list)
    after: str = ""
    is_cut: bool = False


def find(viewer: Any, text: str, *, after: str = "", most: int = PAGE) -> Found:
    """Look in the threads that `viewer` takes part in, as far as they see what these are about."""
    words = fold_words(text)[:MOST_WORDS]
    if not words:
        return Found()
    rows = ThreadMember.objects.of(viewer).select_related("thread__last_message__author")
    newest = list(rows.order_by("-moved_at", "-pk")[: MOST_THREADS + 1])
    lines = lines_of(viewer, newest[:MOST_THREADS], with_people=True)
    names = {line.thread.pk: line.name for line in lines}
    named = [line for line in lines if finds(words, _called(line))][:MOST_NAMED] if not after else []
    messages, end = _messages(list(names), words, after, most)
    return Found(named, _hits(messages, names, words), end, is_cut=len(newest) > MOST_THREADS)


def find_in(thread: Thread, name: str, text: str, *, after: str = "", most: int = PAGE) -> Found:
    """Look in one thread, which whoever looks has in sight, and which is called `name` for them."""
    words = fold_words(text)[:MOST_WORDS]
    if not words:
        return Found()
    messages, end = _messages([thread.pk], words, after, most)
    return Found([], _hits(messages, {thread.pk: name}, words), end)


def _called(line: Line) -> str:
    return " ".join([line.name, *(str(person) for person in line.people)])


def _hits(messages: list[Message], names: dict[int, str], words: list[str]) -> list[Hit]:
    return [Hit(message, names[message.thread_id], snippet_of(message.text, words)) for message in messages]


def _messages(threads: list[int], words: list[str], after: str, most: int) -> tuple[list[Message], str]:
    """Return the newest messages that have all words, and where the next ones begin.

    Few candidates do not have them: words of more than eight letters that begin alike. So one look nearly always is
    enough, and a few are the most that one page may cost.
    """
    candidates = _candidates(threads, words)
    found: list[Message] = []
    for _look in range(_MOST_LOOKS):
        rows = list(_older(candidates, after)[:_OPENED_AT_ONCE])
        for row in rows:
            if finds(words, row.text):
                if len(found) == most:
                    return found, _place(found[-1])
                found.append(row)
        if len(rows) < _OPENED_AT_ONCE:
            return found, ""
        after = _place(rows[-1])
    return found, after


def _candidates(threads: list[int], words: list[str]) -> QuerySet[Message]:
    rows = Message.objects.filter(thread__in=threads, deleted_at__isnull=True).exclude(kind=MessageKind.EVENT)
    for word in words:
        rows = rows.filter(tokens__overlap=tokens_asked(threads, word))
    return rows.select_related("author").order_by("-created_at", "-pk")


def _older(rows: QuerySet[Message], after: str) -> QuerySet[Message]:
    moment, _dash, key = after.partition("-")
    at, pk = whole_number(moment), whole_number(key)
    if at is None or pk is None or at > _FARTHEST:
        return rows
    created = datetime.fromtimestamp(at // 1_000_000, UTC).replace(microsecond=at % 1_000_000)
    return rows.filter(Q(created_at__lt=created) | Q(created_at=created, pk__lt=pk))


def _place(message: Message) -> str:
    at = message.created_at
    return f"{int(at.timestamp()) * 1_000_000 + at.microsecond}-{message.pk}"


def snippet_of(text: str, words: list[str]) -> SafeString:
    """Return the part of a text where the words stand first, as HTML with each of them marked."""
    text = squeeze(text)
    places = [(start, end) for start, end, word in words_in(text) if any(begins(one, word) for one in words)]
    first = places[0][0] if places else 0
    start = 0 if first <= _BEFORE else text.rfind(" ", 0, first - _BEFORE) + 1
    stop = len(text) if len(text) - start <= _SNIPPET else text.rfind(" ", first, start + _SNIPPET)
    stop = stop if stop > first else start + _SNIPPET
    return mark_safe("".join(_pieces(text, start, stop, places)))


def _pieces(text: str, start: int, stop: int, places: list[tuple[int, int]]) -> Iterator[str]:
    if start:
        yield "… "
    done = start
    for begin, end in places:
        if begin >= stop:
            break
        yield escape(text[done:begin])
        yield format_html("<mark>{}</mark>", text[begin:end])
        done = end
    yield escape(text[done:stop])
    if stop < len(text):
        yield " …"
