"""Threads and messages as pages show them to one person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from kafkasder.core.references import Card, card_for, cards_for
from kafkasder.core.viewer import Viewer

from .models import Message, MessageKind, MessageMention, Thread, ThreadMember
from .shown_replies import ShownReply, fetch_replies, shown_replies

PAGE = 40
MOST_LISTED = 60
MOST_SHOWN = 400
BEFORE_ASKED = 10
NAMED = 8
IN_HEADING = 4


@dataclass(frozen=True)
class Line:
    """A thread in somebody's list."""

    row: ThreadMember
    thread: Thread
    name: str
    people: Sequence[Any]
    last: Message | None
    card: Card | None = None

    @property
    def is_pinned(self) -> bool:
        return self.row.pinned_at is not None

    @property
    def is_mine(self) -> bool:
        """Whether the viewer said what stands last."""
        return self.last is not None and not self.last.event and self.last.author_id == self.row.user_id


@dataclass(frozen=True)
class Listing:
    """Somebody's threads; `more` says that there are older ones."""

    lines: list[Line] = field(default_factory=list)
    more: bool = False
    archived: bool = False


@dataclass(frozen=True)
class Bubble:
    """A message as it stands on a page: whether a new day begins with it, and whether it goes on what is above.

    What stands above the first message of a part (`is_first`) may be loaded or not: it has its day and its author with
    it in any case, and the style sheet shows them where nothing is above.
    """

    message: Message
    day: date
    is_new_day: bool
    continues: bool
    is_first: bool
    answer: ShownReply | None = None


def listing_of(viewer: Any, *, archived: bool = False, most: int = MOST_LISTED) -> Listing:
    """Return the threads of `viewer`, pinned ones first, then those in which something was said last."""
    mine = ThreadMember.objects.of(viewer)
    rows = mine.archived() if archived else mine.kept()
    found = list(
        rows.select_related("thread__last_message__author").order_by("pinned_at", "-moved_at", "-pk")[: most + 1]
    )
    return Listing(lines_of(viewer, found[:most]), more=len(found) > most, archived=archived)


def lines_of(viewer: Any, rows: list[ThreadMember], *, with_people: bool = False) -> list[Line]:
    """Leave out what points at a record that `viewer` does not see; the number of queries is that of the kinds.

    Only where a thread is called by its people these are fetched, or `with_people` of all.
    """
    pointed = {(row.thread.reference_kind, row.thread.reference_pk) for row in rows if row.thread.reference_pk}
    cards = cards_for(viewer, pointed) if pointed else {}
    shown = [row for row in rows if not row.thread.reference_pk or _pointer(row.thread) in cards]
    people = _people_of([row for row in shown if with_people or _is_called_by_people(row.thread)], viewer)
    return [
        Line(
            row,
            row.thread,
            name_of(row.thread, people[row.thread_id], cards.get(_pointer(row.thread))),
            people[row.thread_id],
            row.thread.last_message,
            cards.get(_pointer(row.thread)),
        )
        for row in shown
    ]


def _is_called_by_people(thread: Thread) -> bool:
    return thread.is_direct or not (thread.title or thread.title_is_unreadable or thread.is_about_record)


def _pointer(thread: Thread) -> Any:
    return thread.reference_kind, thread.reference_pk


def name_of(thread: Thread, others: Sequence[Any], card: Card | None) -> str:
    """Return what a thread is called for somebody who is in it with `others`."""
    if thread.title_is_unreadable:
        return _("Adı açılamadı")
    if thread.is_about_record and card:
        return card.title
    if thread.is_direct:
        return ", ".join(str(person) for person in others) or _("Kapalı hesap")
    return thread.title or ", ".join(str(person) for person in others[:3]) or _("Notlarım")


@dataclass(frozen=True)
class Heading:
    """What stands above a thread for one person: its name, some who are in it too, how many more, what it is about."""

    name: str
    people: Sequence[Any]
    more: int
    card: Card | None


def heading_of(viewer: Any, thread: Thread) -> Heading:
    others = ThreadMember.objects.filter(thread=thread).exclude(user=viewer)
    some = others.select_related("user").order_by("user__name_key", "pk")[: IN_HEADING + 1]
    people = [each.user for each in some]
    more = others.count() - IN_HEADING if len(people) > IN_HEADING else 0
    card = card_for(viewer, thread.reference_kind, thread.reference_pk) if thread.reference_pk else None
    return Heading(name_of(thread, people, card), people[:IN_HEADING], more, card)


def _people_of(rows: Iterable[ThreadMember], viewer: Any) -> dict[int, list[Any]]:
    """Return the others in each thread, which one query finds by the threads."""
    people: dict[int, list[Any]] = defaultdict(list)
    threads = [row.thread_id for row in rows]
    others = ThreadMember.objects.filter(thread__in=threads).exclude(user=viewer).select_related("user")
    for each in others.order_by("user__name_key", "pk"):
        people[each.thread_id].append(each.user)
    return people


def bubbles_of(above: Message | None, messages: Sequence[Message], viewer: Viewer, thread: Thread) -> list[Bubble]:
    """Return messages of a thread in their order as a page shows them; `above` is the one before them.

    Of `viewer` nothing is asked but verbs: all members with the same ones share the page.
    """
    answers = shown_replies(messages, thread, viewer)
    shown, before = [], above
    for message in messages:
        day = timezone.localtime(message.created_at).date()
        is_new_day = before is None or timezone.localtime(before.created_at).date() != day
        bubble = Bubble(
            message,
            day=day,
            is_new_day=is_new_day,
            continues=before is not None and not is_new_day and _goes_on(before, message),
            is_first=before is above,
            answer=answers.get(message.pk),
        )
        shown.append(bubble)
        before = message
    return shown


def _goes_on(before: Message, message: Message) -> bool:
    """Whether two messages were said by one person in one breath."""
    same = before.kind == message.kind != MessageKind.EVENT and before.author_id == message.author_id
    return same and (message.created_at - before.created_at).total_seconds() < 300


@dataclass(frozen=True)
class Readers:
    """Who has read the last message that is shown, but for whoever said it; above NAMED they are counted only."""

    people: Sequence[Any]

    @property
    def ids(self) -> list[int]:
        return [person.pk for person in self.people]

    @property
    def are_named(self) -> bool:
        return len(self.people) <= NAMED

    @property
    def told_each(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """What each of them is told: who else has read it."""
        return ((one.pk, [other for other in self.people if other.pk != one.pk]) for one in self.people)


def readers_of(thread: Thread, last: Message | None) -> Readers:
    if last is None:
        return Readers([])
    rows = thread.members.select_related("user").order_by("user__name_key", "pk")
    return Readers([row.user for row in rows if row.read_number >= last.number and row.user_id != last.author_id])


def window_of(thread: Thread, asked: int | None) -> int:
    """Return the number with which a page begins: some messages before what is asked for, else the newest page."""
    newest = max(1, thread.last_number - PAGE + 1)
    return max(1, min(asked - BEFORE_ASKED, newest)) if asked else newest


def messages_of(thread: Thread, first: int, before: int | None = None) -> tuple[Message | None, list[Message]]:
    """Return the message above, and the messages of a thread from a number on, at most MOST_SHOWN, in order.

    They come with what pages show of them: `mentioned` and `files` are lists, and people come once each, not with every
    message. They are asked for by their thread, and by their numbers, which an index finds wherever they stand.
    """
    found = Message.objects.filter(thread=thread, number__gte=first - 1)
    if before is not None:
        found = found.filter(number__lt=before)
    whole = found.prefetch_related(
        *("author", "about_user", "reply_to__author"),
        # Those who are called by the rows that belong to the messages: the people themselves are not told by these.
        Prefetch("messagemention_set", MessageMention.objects.select_related("user"), to_attr="mentioned"),
        Prefetch("attachments", to_attr="files"),
    )
    messages: list[Any] = list(whole.order_by("number")[: MOST_SHOWN + 1])
    above = messages.pop(0) if messages and messages[0].number < first else None
    messages = messages[:MOST_SHOWN]
    fetch_replies(messages)
    return above, messages
