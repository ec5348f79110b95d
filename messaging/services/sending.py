"""Messages: sent exactly once, corrected, deleted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import transaction
from django.utils import timezone
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from kafkasder.core.text import says_something

from .. import policy
from ..models import Attachment, Draft, Message, MessageEdit, MessageMention, Thread
from ..models.attachment import MOST_ATTACHMENTS
from ..models.message import LONGEST_TEXT
from ..people import called_in
from .attachments import discard
from .rows import append, join, lock_thread, take_away
from .telling import tell_mentioned
from .titles import give_first_title, take_title_back


@transaction.atomic
def send(
    *,
    thread: Thread,
    text: str,
    key: UUID,
    by: Any,
    reply_to: Message | None = None,
    attachments: Sequence[Attachment] = (),
    names_thread: bool = True,
) -> Message:
    """Put a message at the end of a thread; the same `key` of the same person is sent once, however often it comes.

    A thread without a name is called by its first words, unless the message says otherwise.
    """
    thread = lock_thread(thread, by)
    policy.can_write(by, thread).require()
    if sent := Message.objects.filter(author=by, client_key=key).first():
        if sent.thread_id != thread.pk:
            raise ValidationError(_("Bu gönderi anahtarı başka bir konuşmada kullanıldı."), code="key_used")
        return sent
    text = _checked(text, empty_is_fine=bool(attachments))
    files = _checked_files(attachments, thread, by)
    if reply_to and reply_to.thread_id != thread.pk:
        raise ValidationError(_("Alıntılanan ileti bu konuşmada değil."), code="reply_elsewhere")
    join(thread, by)
    called = called_in(text, thread, by)
    for person in called:
        join(thread, person, by=by)
    message = append(thread, author=by, text=text, client_key=key, reply_to=reply_to)
    for position, file in enumerate(files):
        file.message, file.position = message, position
        file.save(update_fields=["message", "position"])
    take_away(Draft.objects.filter(user=by, thread=thread))
    if names_thread:
        give_first_title(thread, text)
    _call(message, called, by)
    return message


@transaction.atomic
def edit_message(*, message: Message, text: str, by: Any) -> Message:
    """Put one's own words otherwise; what they were stays readable beside them."""
    message = _locked(message, by)
    policy.can_edit(by, message).require()
    text = _checked(text, empty_is_fine=message.attachments.exists())
    if message.text == text:
        return message
    edit = MessageEdit(message=message, at=timezone.now())
    edit.text = message.text
    edit.save(force_insert=True)
    message.text, message.edited_at = text, edit.at
    message.save(update_fields=["sealed", "tokens", "edited_at"])
    _call(message, called_in(text, message.thread, by), by)
    return message


@transaction.atomic
def delete_message(*, message: Message, by: Any) -> Message:
    """Take words and files away for good, also where the thread is called by them; that something was said stays."""
    message = _locked(message, by)
    policy.can_delete(by, message).require()
    take_title_back(message.thread, [message.text, *(edit.text for edit in message.edits.all())])
    message.sealed, message.tokens, message.deleted_at = None, [], timezone.now()
    message.save(update_fields=["sealed", "tokens", "deleted_at"])
    take_away(message.edits.all())
    take_away(MessageMention.objects.filter(message=message))
    for file in message.attachments.all():
        discard(file)
    return message


def _checked(text: str, *, empty_is_fine: bool) -> str:
    text = normalize_newlines(text).strip()
    ProhibitNullCharactersValidator()(text)
    if not says_something(text):
        text = ""
    if not text and not empty_is_fine:
        raise ValidationError({"text": _("Lütfen bir şey yazın.")}, code="empty")
    if len(text) > LONGEST_TEXT:
        raise ValidationError({"text": _("Bir ileti en çok 10.000 karakter olabilir.")}, code="too_long")
    return text


def _checked_files(attachments: Sequence[Attachment], thread: Thread, by: Any) -> list[Attachment]:
    """Lock the files, which must be one's own of this thread and not sent yet; in the order that was asked for."""
    wanted = [file.pk for file in attachments]
    rows = Attachment.objects.select_for_update().filter(
        pk__in=wanted, thread=thread, added_by=by, message__isnull=True
    )
    found = {file.pk: file for file in rows}
    if len(found) < len(set(wanted)):
        raise ValidationError(_("Eklerden biri artık yok; yeniden ekleyin."), code="attachment_gone")
    if len(found) > MOST_ATTACHMENTS:
        raise ValidationError(_("Bir iletiye en çok 10 dosya eklenebilir."), code="attachments_many")
    return [found[pk] for pk in dict.fromkeys(wanted)]


def _call(message: Message, people: list[Any], by: Any) -> None:
    """Keep whom a message calls, and tell those who were not called by it before."""
    take_away(MessageMention.objects.filter(message=message).exclude(user__in=people))
    known = set(MessageMention.objects.filter(message=message).values_list("user_id", flat=True))
    new = [person for person in people if person.pk not in known]
    MessageMention.objects.bulk_create([MessageMention(message=message, user=person) for person in new])
    tell_mentioned(message, new, by)


def _locked(message: Message, by: Any) -> Message:
    lock_thread(message.thread, by)
    return Message.objects.select_related("thread").select_for_update(of=("self",)).get(pk=message.pk)
