"""A thread as a plain text, to be taken away: who said what and when, what happened to it, and names of files."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import IO, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kafkasder.core.sizes import size_in_words

from .models import Attachment, Message, MessageKind, Thread
from .shown import heading_of
from .templatetags.messaging import event_text

ROWS_AT_A_TIME = 500
_INDENT = "    "


def write_transcript(file: IO[bytes], thread: Thread, viewer: Any) -> int:
    """Write all of a thread as `viewer` sees it; return how many messages that were. Few are held at a time."""
    count, day = 0, None
    for line in _head(thread, viewer):
        file.write(f"{line}\n".encode())
    for message, files in _messages(thread):
        at = timezone.localtime(message.created_at)
        if at.date() != day:
            day = at.date()
            file.write(f"\n{_day(day)}\n\n".encode())
        file.write(f"[{at:%H:%M}] {_told(message, files)}\n".encode())
        count += 1
    return count


def _head(thread: Thread, viewer: Any) -> Iterator[str]:
    yield heading_of(viewer, thread).name
    members = thread.members.select_related("user").order_by("user__name_key", "pk")
    yield _("Katılanlar: %(people)s") % {"people": ", ".join(str(each.user) for each in members) or "—"}
    now = timezone.localtime()
    yield _("%(who)s için %(when)s tarihinde alındı") % {"who": viewer, "when": f"{_day(now.date())} {now:%H:%M}"}


def _messages(thread: Thread) -> Iterator[tuple[Message, list[Attachment]]]:
    """Yield messages with their files; rows that were prefetched would hold each other until a collection."""
    rows = Message.objects.filter(thread=thread).select_related("author", "about_user").order_by("number")
    last = 0
    while portion := list(rows.filter(number__gt=last)[:ROWS_AT_A_TIME]):
        files = defaultdict(list)
        for file in Attachment.objects.filter(message__in=[message.pk for message in portion]).order_by("position"):
            files[file.message_id].append(file)
        yield from ((message, files[message.pk]) for message in portion)
        last = portion[-1].number


def _told(message: Message, files: list[Attachment]) -> str:
    if message.kind == MessageKind.EVENT:
        return f"* {event_text(message)}"
    named = [f"{_('Ek')}: {file.name or _('(adı açılamadı)')} ({size_in_words(file.size)})" for file in files]
    lines = "\n".join(filter(None, [_words(message), *named])).splitlines()  # whatever an editor may take for a line
    text = f"\n{_INDENT}".join(lines)
    return f"{message.author or _('Yardımcı')}: {text}"


def _words(message: Message) -> str:
    if message.is_deleted:
        return _("(silindi)")
    if message.is_unreadable:
        return _("(açılamadı)")
    return f"{message.text} {_('(düzeltildi)')}" if message.edited_at else message.text


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
