"""What the room tells the personal data law: what a user wrote, how much was said about a person, and how long.

Words are told to those alone who read them on pages: also the file about a person opens nobody's thread. Of a thread
that is forgotten stays who spoke when; words, former words, files, drafts and what the assistant was asked go.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, Min, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from kafkasder.core.references import key_of
from notifications.services import forget_about
from privacy.retention import KINDS, RetentionKind, Traces, add_along_with_all
from privacy.subjects import BESIDE, Beside, Section

from .models import (
    AssistantReply,
    Attachment,
    Draft,
    Message,
    MessageEdit,
    MessageKind,
    MessageMention,
    ReplyState,
    ReplyStream,
    Thread,
    ThreadMember,
)
from .services.attachment_files import sweep_later

KIND = "thread"
MOST_TOLD = 5_000
_TWO_YEARS = 24


def register() -> None:
    BESIDE.add(Beside(key="messages", sections=tell_about, order=45))
    KINDS.add(
        RetentionKind(
            key=KIND,
            label=gettext_lazy("Konuşmalar"),
            months=_TWO_YEARS,
            basis=gettext_lazy("Son iletiden sonra 2 yıl (önerilen politika; yönetim kararıyla değiştirin)"),
            model=Thread,
            name="id",
            due=_due,
            forget=forget,
            order=45,
        )
    )
    add_along_with_all(threads_about)


def tell_about(person: Any, viewer: Any) -> Iterator[Section]:
    """Tell of what a user wrote, or of the threads about a person."""
    seen = Thread.objects.visible_to(viewer)
    if isinstance(person, User):
        yield from _of_user(person, seen)
        return
    threads = _pointing_at(person)
    yield Section(_("Kişi hakkındaki konuşmalar"), [_extent(thread) for thread in _with_extent(threads)])
    said = Message.objects.filter(thread__in=threads.filter(pk__in=seen.values("pk")))
    yield Section(_("Kişi hakkında yazılanlar"), [_line(message) for message in _newest(said)])


def threads_about(row: Model) -> Iterator[tuple[str, Thread]]:
    """Yield the threads about a record, and those that were forked from them, which go with it when it is forgotten."""
    yield from ((KIND, thread) for thread in _pointing_at(row).order_by("pk"))


def forget(thread: Thread) -> Traces:
    """Take what was written out of a thread, for good. The trail holds no words of it; it names the files' kinds."""
    files = list(Attachment.objects.filter(thread=thread))
    for file in files:
        sweep_later(file)
    of_thread = {"message__thread": thread}
    for rows in (
        Attachment.objects.filter(thread=thread),
        MessageEdit.objects.filter(**of_thread),
        MessageMention.objects.filter(**of_thread),
        Draft.objects.filter(thread=thread),
        ReplyStream.objects.filter(reply__message__thread=thread),
    ):
        rows.delete()
    replies = AssistantReply.objects.filter(**of_thread)
    replies.filter(state__in=(ReplyState.QUEUED, ReplyState.STREAMING)).update(
        state=ReplyState.STOPPED, stop_asked=True, ended_at=timezone.now()
    )
    replies.update(sealed_question=None)
    Message.objects.filter(thread=thread).exclude(kind=MessageKind.EVENT).update(
        sealed=None, tokens=[], deleted_at=Coalesce("deleted_at", Now())
    )
    thread.title = ""
    thread.save(update_fields=["sealed_title"])
    forget_about(kind="thread", pk=thread.pk)
    return {Attachment._meta.db_table: [file.pk for file in files], Thread._meta.db_table: [thread.pk]}


def _due(before: datetime) -> QuerySet[Any]:
    own = {"thread": OuterRef("pk")}
    holds = Q(Exists(Message.objects.filter(sealed__isnull=False, **own))) | Q(Exists(Attachment.objects.filter(**own)))
    return Thread.objects.filter(last_at__lt=before).filter(Q(sealed_title__isnull=False) | holds)


def _pointing_at(row: Model) -> QuerySet[Thread]:
    try:
        found: QuerySet[Thread] = Thread.objects.about(key_of(row), row.pk)
    except LookupError:  # a kind that nothing points at
        return Thread.objects.none()
    return found


def _of_user(user: User, seen: QuerySet[Thread]) -> Iterator[Section]:
    said = Message.objects.filter(author=user).exclude(kind=MessageKind.EVENT)
    own = said.filter(thread__in=seen)
    yield Section(_("Yazdığı iletiler"), [_line(message) for message in _newest(own)])
    rest = said.exclude(thread__in=seen).aggregate(first=Min("created_at"), last=Max("created_at"))
    if rest["first"]:
        count = said.exclude(thread__in=seen).count()
        told = _told(count, rest["first"], rest["last"])
        yield Section(_("Okuma yetkiniz dışındaki iletileri"), [(_("Başkalarıyla yazışmaları"), told)])
    counts = ((_("Katıldığı konuşmalar"), ThreadMember), (_("Göndermediği taslaklar"), Draft))
    yield Section(
        _("Konuşmalar"), [(label, model._default_manager.filter(user=user).count()) for label, model in counts]
    )


def _with_extent(threads: QuerySet[Thread]) -> QuerySet[Any]:
    return threads.annotate(first=Min("messages__created_at"), last=Max("messages__created_at")).order_by("pk")


def _extent(thread: Any) -> tuple[str, str]:
    return str(thread.get_kind_display()), _told(thread.last_number, thread.first, thread.last)


def _told(count: int, first: datetime | None, last: datetime | None) -> str:
    days = " – ".join(f"{timezone.localtime(at):%d.%m.%Y}" for at in (first, last) if at)
    return _("%(count)d ileti, %(days)s") % {"count": count, "days": days}


def _newest(messages: QuerySet[Message]) -> QuerySet[Message]:
    said = messages.exclude(kind=MessageKind.EVENT).filter(deleted_at__isnull=True)
    return said.select_related("author").order_by("-created_at", "-pk")[:MOST_TOLD]


def _line(message: Message) -> tuple[str, str]:
    at = timezone.localtime(message.created_at)
    return f"{at:%d.%m.%Y %H:%M} {message.author or _('Yardımcı')}", message.text
