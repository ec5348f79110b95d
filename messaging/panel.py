"""The thread about a record, for the page of that record in another room.

Such pages are drawn once for all viewers with the same verbs, so it tells what is the same for all of these: whether
anything was said, and when, but no word of it, and not who has read it. It asks for this record's thread alone (the
room has the live layer tell threads apart by what they point at), so what is said elsewhere wakes no page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse

from kafkasder.core.references import key_of
from kafkasder.core.sections import SECTIONS, Section
from kafkasder.core.viewer import Viewer, may

from .models import Message, MessageKind, Thread, ThreadKind
from .querysets import USE

MOST_COUNTED = 99


@dataclass(frozen=True)
class RecordThread:
    """How much was said about a record, and when last; `open_url` leads there and opens the thread if there is none."""

    open_url: str
    count: int = 0
    is_more: bool = False
    last_at: datetime | None = None


def register() -> None:
    """Show it on the page of a task, whose room stands beside this one; other rooms have their pages ask for it."""
    SECTIONS.add(
        Section(
            page="task", key="messaging", verb=USE, order=10, context=_context, template="messaging/_record_thread.html"
        )
    )


def thread_about(viewer: Viewer, row: Model) -> RecordThread | None:
    """Return what the page of `row` tells, which `viewer` sees; None for those who do not use messages."""
    if not may(viewer, USE):
        return None
    key = key_of(row)
    url = reverse("messaging:record_open", args=[key, row.pk])
    thread = Thread.objects.about(key, row.pk).filter(kind=ThreadKind.RECORD).values_list("pk", "last_at").first()
    if thread is None:
        return RecordThread(url)
    said = Message.objects.filter(thread=thread[0]).exclude(kind=MessageKind.EVENT).order_by()
    count = len(said.values_list("pk")[: MOST_COUNTED + 1])
    return RecordThread(url, min(count, MOST_COUNTED), count > MOST_COUNTED, thread[1] if count else None)


def _context(viewer: Any, row: Any) -> Mapping[str, Any]:
    return {"shown": thread_about(viewer, row)}
