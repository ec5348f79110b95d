"""Who is told of what in threads, besides the counter of everybody's own threads. No word of a message goes along."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from notifications.services import Words, notify

from .. import kinds
from ..models import Message, Thread


def tell_mentioned(message: Message, people: Iterable[Any], by: Any) -> None:
    """Tell those whom a message calls that they were called, and by whom."""
    called = list(people)
    if called:
        notify(
            kind=kinds.MENTIONED,
            to=called,
            words=lambda: Words(_("%(who)s sizi bir konuşmada andı") % {"who": by}),
            about=message.thread,
            by=by,
            cause=f"{message.pk}",
        )


def tell_added(thread: Thread, people: Iterable[Any], by: Any) -> None:
    """Tell those who were taken into a group."""
    added = list(people)
    if added:
        notify(
            kind=kinds.ADDED,
            to=added,
            words=lambda: Words(_("%(who)s sizi bir gruba ekledi") % {"who": by}),
            about=thread,
            by=by,
        )
