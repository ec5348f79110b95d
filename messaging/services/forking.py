"""Going on from a message in a thread of one's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import policy
from ..models import Event, Message, MessageKind, Thread, ThreadKind
from ..shown import heading_of
from .attachments import copy_attachment
from .rows import join, lock_thread, tell_event
from .titles import title_of_copy

MOST_COPIED = 500
MOST_COPIED_BYTES = 100 * 2**20


@transaction.atomic
def fork_thread(*, message: Message, title: str, by: Any) -> Thread:
    """Open a group with copies of the messages up to this one, which `by` alone is in at first.

    What was about a record stays about it: whoever does not see the record sees no copy either. Without a name of its
    own it is called a copy of what the thread is called for `by`.
    """
    source = lock_thread(message.thread, by)
    policy.can_use(by).require()
    not_answered_yet = Q(kind=MessageKind.ASSISTANT, sealed__isnull=True, deleted_at__isnull=True)
    copied = source.messages.filter(number__lte=message.number).exclude(kind=MessageKind.EVENT)
    copied = copied.exclude(not_answered_yet)
    rows = list(copied.order_by("-number").prefetch_related("attachments")[: MOST_COPIED + 1])
    if len(rows) > MOST_COPIED:
        raise ValidationError(_("En çok 500 ileti ayrılabilir; daha eski bir iletiden ayırın."), code="fork_long")
    if sum(file.size for row in rows for file in row.attachments.all()) > MOST_COPIED_BYTES:
        told = _("Ayrılacak iletilerin ekleri 100 MB'ı aşıyor; daha eski bir iletiden ayırın.")
        raise ValidationError(told, code="fork_big")
    thread = Thread(
        kind=ThreadKind.GROUP,
        created_by=by,
        forked_from=message,
        reference_kind=source.reference_kind,
        reference_pk=source.reference_pk,
    )
    thread.title = title.strip() or _called(source, by)
    thread.save(force_insert=True)
    _copy(list(reversed(rows)), thread)
    join(thread, by, by=by, is_owner=True)
    tell_event(thread, Event.FORKED, by=by)
    return thread


def _called(source: Thread, by: Any) -> str:
    earlier = Thread.objects.filter(forked_from__thread=source, created_by=by).count()
    return title_of_copy(heading_of(by, source).name, earlier)


def _copy(rows: list[Message], thread: Thread) -> None:
    copies: dict[int, Message] = {}
    for number, row in enumerate(rows, start=1):
        copy = Message(
            thread=thread,
            number=number,
            kind=row.kind,
            author_id=row.author_id,
            reply_to=copies.get(row.reply_to_id or 0),
            created_at=row.created_at,
            edited_at=row.edited_at,
            deleted_at=row.deleted_at,
        )
        if row.text:
            copy.text = row.text
        copy.save(force_insert=True)
        copies[row.pk] = thread.last_message = copy
        for file in row.attachments.all():
            copy_attachment(file, copy)
    thread.last_number, thread.last_at = len(rows), rows[-1].created_at if rows else timezone.now()
    thread.save(update_fields=["last_number", "last_at", "last_message"])
