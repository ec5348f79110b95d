"""Telling people something, in the transaction of what they are told of."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from kafkasder.core import jobs
from kafkasder.core.inserting import insert_columns
from kafkasder.core.locks import lock_named
from kafkasder.core.references import Pointer, key_of

from ..kinds import KINDS, Channel, Kind
from ..models import WorkflowNotification
from ..models.notification import LONGEST_TITLE
from ..states import NotificationState
from . import outbox
from .recipients import Recipient, find_recipients

_PENDING, _SENT = NotificationState.PENDING.value, NotificationState.SENT.value
_REMEMBER = """
INSERT INTO notifications_toldcause (digest, told_at) SELECT digest, %s FROM unnest(%s::uuid[]) AS digest
ON CONFLICT DO NOTHING RETURNING digest
"""


@dataclass(frozen=True)
class Words:
    """What somebody reads; a title of 3 to 200 characters, a longer one is cut."""

    title: str
    body: str = ""


def notify(
    *,
    kind: str,
    to: Iterable[User],
    words: Callable[[], Words],
    about: Model | None = None,
    by: User | None = None,
    cause: str = "",
    details: dict[str, Any] | None = None,
) -> int:
    """Tell people something if the transaction commits; return how many are told.

    `words` is called once for each language, which is active then. `about` is a row of a kind in `REFERENCES`; what
    happens to it while nobody read of it yet is gathered. The same `cause` never tells the same person twice of one
    `kind`. `by` is not told what they did themself. Call it last: it waits for others who tell of the same row.
    """
    pointer = (key_of(about), about.pk) if about else None
    return tell(kind=kind, to=to, words=words, pointer=pointer, by=by, cause=cause, details=details)


@transaction.atomic
def tell(
    *,
    kind: str,
    to: Iterable[User],
    words: Callable[[], Words],
    pointer: Pointer | None,
    by: User | None = None,
    cause: str = "",
    details: dict[str, Any] | None = None,
) -> int:
    """Do the same about a row that is known by its pointer."""
    telling = _Telling(KINDS[kind], words, pointer, by, details or {})
    recipients = find_recipients(to, telling.kind, by=by)
    if cause:
        recipients = _not_told_yet(recipients, f"{kind}\n{cause}", telling.now)
    renewed = telling.renew(recipients) if pointer and recipients else set()
    telling.add([each for each in recipients if each.pk not in renewed])
    if any(each.others for each in recipients):
        jobs.wake(outbox.DELIVER)
    return len(recipients)


@transaction.atomic
def take_back(*, about: Model, but: QuerySet[User] | None = None) -> int:
    """Take back what nobody read yet of a row that is gone or was a mistake; return how much. `but` keep theirs.

    What is on its way at this moment cannot be stopped, and stays.
    """
    rows = WorkflowNotification.objects.unread().filter(reference_kind=key_of(about), reference_pk=about.pk)
    return _drop(rows if but is None else rows.exclude(recipient__in=but))


def take_back_told(*, kind: str, details: dict[str, Any], but: dict[str, Any] | None = None) -> int:
    """Take back what nobody read yet of one kind that was told with these details, such as of many rows at once.

    What was told with the details of `but` stays.
    """
    rows = WorkflowNotification.objects.unread().filter(kind=kind, metadata__contains=details)
    return _drop(rows.exclude(metadata__contains=but) if but else rows)


def _drop(rows: QuerySet[WorkflowNotification]) -> int:
    on_their_way = outbox.drop(rows)
    return rows.exclude(pk__in=on_their_way).delete()[1].get(WorkflowNotification._meta.label, 0)


def _not_told_yet(recipients: list[Recipient], cause: str, now: datetime) -> list[Recipient]:
    """Keep those whom `cause` has not told, and remember that it has now.

    Whoever does the same at this moment waits here until the first one's transaction is over.
    """
    digests = {UUID(bytes=sha256(f"{cause}\n{each.pk}".encode()).digest()[:16]): each for each in recipients}
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, [now, sorted(digests)])
        new = {row[0] for row in cursor.fetchall()}
    return [each for digest, each in digests.items() if digest in new]


@dataclass
class _Telling:
    """One call of `notify`."""

    kind: Kind
    words: Callable[[], Words]
    pointer: Pointer | None
    by: User | None
    details: dict[str, Any]
    now: datetime = field(default_factory=timezone.now)
    said: dict[str, Words] = field(default_factory=dict)

    @property
    def reference(self) -> dict[str, Any]:
        return dict(zip(("reference_kind", "reference_pk"), self.pointer, strict=True)) if self.pointer else {}

    def say(self, language: str) -> dict[str, str]:
        if language not in self.said:
            with override(language):
                words = self.words()
            self.said[language] = Words(_cut(str(words.title)), str(words.body))
        return {"title": self.said[language].title, "body": self.said[language].body}

    def renew(self, recipients: list[Recipient]) -> set[int]:
        """Give new words to what these people have not read about the row; return who they are."""
        lock_named(f"notify {self.kind.key} {self.pointer}")
        known = {each.pk: each for each in recipients}
        found = WorkflowNotification.objects.unread().filter(
            **self.reference,
            kind=self.kind.key,
            recipient__in=known,
            created_at__gt=self.now - settings.NOTIFICATIONS_GATHERED_FOR,
        )
        rows: dict[int, WorkflowNotification] = {}
        for row in found.select_for_update(no_key=True).order_by("pk"):
            rows[row.recipient_id] = row  # the newest, should there be two
        for row in rows.values():
            self._renew(row, known[row.recipient_id])
        WorkflowNotification.objects.bulk_update(
            rows.values(), ["title", "body", "triggered_by", "metadata", "gathered", "told_at"]
        )
        outbox.renew(rows.values(), known, self.kind, self.now)
        return rows.keys() & known.keys()

    def _renew(self, row: WorkflowNotification, recipient: Recipient) -> None:
        for name, value in self.say(recipient.language).items():
            setattr(row, name, value)
        row.triggered_by, row.metadata, row.told_at = self.by, self.details, self.now
        row.gathered += 1

    def add(self, recipients: list[Recipient]) -> None:
        if not recipients:
            return
        words, count = [self.say(each.language) for each in recipients], len(recipients)
        kind, pk = self.pointer or ("", None)
        keys = insert_columns(
            WorkflowNotification,
            recipient=[each.pk for each in recipients],
            triggered_by=[self.by.pk if self.by else None] * count,
            category=[self.kind.category] * count,
            kind=[self.kind.key] * count,
            title=[each["title"] for each in words],
            body=[each["body"] for each in words],
            state=[(_PENDING if each.others else _SENT) for each in recipients],
            sent_at=[None if each.others else self.now for each in recipients],
            reference_kind=[kind] * count,
            reference_pk=[pk] * count,
            metadata=[json.dumps(self.details)] * count,
            gathered=[1] * count,
            in_panel=[Channel.PANEL in each.channels for each in recipients],
            created_at=[self.now] * count,
            told_at=[self.now] * count,
        )
        outbox.fill(zip(keys, recipients, strict=True), self.kind, self.now)


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
