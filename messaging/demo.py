"""The demo's example data: what nobody said, in threads of all kinds, sealed as everything that is said is."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import combinations, cycle
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts import audit
from kafkasder.core.bulk import copy_rows, reserve_keys
from kafkasder.core.demo import Part
from kafkasder.core.references import REFERENCES, visible_rows

from .demo_talk import DIRECT, GROUPS, RECORDS
from .models import Event, Message, MessageKind, MessageMention, Thread, ThreadKind, ThreadMember
from .querysets import USE

_SEED = 11
_HOUSEHOLD = "household"
_MOST_DIRECT, _MOST_ABOUT = 9, 12
_ROUNDS = 5  # of talk between two
_OPEN = 0.15  # how many have not read the last lines


class _Talk:
    """A thread that is being written: its messages as they come, one after the other."""

    def __init__(self, thread: Thread, people: Sequence[Any], random: Random) -> None:
        self.thread, self.people, self.random = thread, list(people), random
        self.messages: list[Message] = []
        self.called: list[tuple[Message, Any]] = []
        if thread.kind != ThreadKind.DIRECT:
            self._add(thread.created_by, thread.created_at, kind=MessageKind.EVENT, event=Event.CREATED)

    def say(self, lines: Iterable[str], begun: datetime) -> None:
        """Have the lines said in turn, a few minutes apart."""
        speakers, at = cycle(self.random.sample(self.people, len(self.people))), begun
        for line, speaker in zip(lines, speakers, strict=False):
            other = self.random.choice([person for person in self.people if person != speaker])
            message = self._add(speaker, at, text=line.replace("{other}", f"@{other.full_name}"))
            if "{other}" in line:
                self.called.append((message, other))
            at += timedelta(minutes=self.random.randint(1, 40))

    def _add(self, author: Any, at: datetime, text: str = "", **values: Any) -> Message:
        thread = self.thread
        thread.last_number += 1
        thread.last_at = max(at, thread.last_at if self.messages else at)
        message = Message(thread=thread, number=thread.last_number, author=author, created_at=thread.last_at, **values)
        if text:
            message.text = text
        self.messages.append(message)
        return message

    def members(self) -> list[ThreadMember]:
        return [self._member(person) for person in self.people]

    def _member(self, person: Any) -> ThreadMember:
        thread = self.thread
        own_last = max((row.number for row in self.messages if row.author_id == person.pk), default=0)
        behind = self.random.randint(1, 3) if self.random.random() < _OPEN else 0
        read = max(own_last, thread.last_number - behind)
        return ThreadMember(
            thread=thread,
            user=person,
            is_owner=thread.kind == ThreadKind.GROUP and person == thread.created_by,
            added_by=thread.created_by,
            joined_at=thread.created_at,
            read_number=read,
            read_at=thread.last_at,
            unread=thread.last_number - read,
            moved_at=thread.last_at,
        )


def make_demo() -> None:
    """Have people talk. Rows are written as the services would leave them, with weeks behind them."""
    random, people = Random(_SEED), _people()
    if len(people) < 3:
        return
    talks = [*_between_two(people, random), *_in_groups(people, random), *_about_households(people, random)]
    keys = iter(reserve_keys(Message, sum(len(talk.messages) for talk in talks)))
    for talk in talks:
        for message in talk.messages:
            message.pk = next(keys)
        talk.thread.last_message = talk.messages[-1]
    with audit.acting(source="system"):
        copy_rows(Thread, [talk.thread for talk in talks])
        copy_rows(Message, [message for talk in talks for message in talk.messages])
        copy_rows(MessageMention, [MessageMention(message=row, user=who) for talk in talks for row, who in talk.called])
        copy_rows(ThreadMember, [member for talk in talks for member in talk.members()])


def _people() -> list[Any]:
    users: Any = get_user_model()._default_manager
    return list(users.active().with_verb(USE).order_by("pk"))


def _between_two(people: list[Any], random: Random) -> list[_Talk]:
    pairs = list(combinations(people, 2))[:_MOST_DIRECT]
    talks = []
    for key, pair in zip(_keys(len(pairs)), pairs, strict=True):
        named = "-".join(map(str, sorted(person.pk for person in pair)))
        thread = _thread(key, pair[0], random, kind=ThreadKind.DIRECT, direct_key=named)
        talk = _Talk(thread, pair, random)
        _talked(talk, random.sample(DIRECT, _ROUNDS))
        talks.append(talk)
    return talks


def _in_groups(people: list[Any], random: Random) -> list[_Talk]:
    talks = []
    for key, (title, lines) in zip(_keys(len(GROUPS)), GROUPS, strict=True):
        members = random.sample(people, min(len(people), random.randint(3, 5)))
        thread = _thread(key, members[0], random, kind=ThreadKind.GROUP)
        thread.title = title
        talk = _Talk(thread, members, random)
        _talked(talk, [lines, lines[::2], lines[1::2]])
        talks.append(talk)
    return talks


def _about_households(people: list[Any], random: Random) -> list[_Talk]:
    """Between two of those who see them, about some households."""
    households = _households(random)
    seen = {person.pk: _seen_by(person, households) for person in people} if households else {}
    talks = []
    for key, household in zip(_keys(len(households)), households, strict=True):
        seeing = [person for person in people if household in seen[person.pk]]
        if len(seeing) > 1:
            members = random.sample(seeing, 2)
            about = {"reference_kind": _HOUSEHOLD, "reference_pk": household}
            thread = _thread(key, members[0], random, kind=ThreadKind.RECORD, **about)
            talk = _Talk(thread, members, random)
            _talked(talk, [random.choice(RECORDS)])
            talks.append(talk)
    return talks


def _households(random: Random) -> list[int]:
    if _HOUSEHOLD not in REFERENCES:
        return []
    rows: Any = REFERENCES[_HOUSEHOLD].model._default_manager
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:200])
    return random.sample(keys, min(_MOST_ABOUT, len(keys)))


def _seen_by(person: Any, households: list[int]) -> set[int]:
    return set(visible_rows(person, _HOUSEHOLD).filter(pk__in=households).values_list("pk", flat=True))


def _talked(talk: _Talk, parts: Sequence[Iterable[str]]) -> None:
    """Spread parts of a talk over the days since the thread was opened, each within the hours of an office."""
    days = (timezone.now() - talk.thread.created_at).days
    for place, lines in enumerate(parts):
        day = talk.thread.created_at + timedelta(days=days * place // len(parts))
        talk.say(lines, day.replace(hour=talk.random.randint(9, 13), minute=talk.random.randint(0, 59)))


def _thread(key: int, by: Any, random: Random, **values: Any) -> Thread:
    day = timezone.localtime() - timedelta(days=random.randint(3, 60))
    opened = day.replace(hour=9, minute=0, second=0, microsecond=0)
    return Thread(pk=key, created_by=by, created_at=opened, last_at=opened, **values)


def _keys(count: int) -> list[int]:
    return reserve_keys(Thread, count)


PART = Part(room="messaging", make=make_demo, order=75)
