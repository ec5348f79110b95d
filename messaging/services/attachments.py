"""Files of messages: taken in before the message is sent, and gone with it."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import seal, unseal
from kafkasder.core.files import clean_name, type_of

from .. import policy
from ..models import Attachment, Message, Thread

MOST_UNSENT = 20


@transaction.atomic
def add_attachment(*, thread: Thread, upload: UploadedFile, by: Any) -> Attachment:
    """Keep a file that is to go with a message, encrypted, as what its content says that it is."""
    policy.can_write(by, thread).require()
    if Attachment.objects.filter(thread=thread, added_by=by, message__isnull=True).count() >= MOST_UNSENT:
        raise ValidationError(_("Gönderilmemiş çok fazla dosya var; önce onları gönderin."), code="unsent_many")
    content_type, name = type_of(upload), clean_name(upload.name or "")
    file = Attachment(thread=thread, content_type=content_type, size=upload.size or 0, added_by=by)
    file.name = name
    upload.seek(0)
    _store(file, upload.read())
    return file


@transaction.atomic
def remove_attachment(*, file: Attachment, by: Any) -> Attachment:
    """Take back a file that was not sent."""
    file = Attachment.objects.select_for_update().get(pk=file.pk)
    if file.added_by_id != by.pk or file.message_id is not None:
        raise PermissionDenied
    sweep_later(file)
    file.delete()
    return file


def content_of(file: Attachment) -> bytes:
    """Return what a file holds; raise UnreadableValue if it does not open."""
    with file.content.open("rb") as stored:
        return unseal(stored.read(), _context(file))


def copy_attachment(file: Attachment, message: Message) -> Attachment:
    """Give a copy of a message a copy of its file, under a key of its own."""
    copy = Attachment(
        thread=message.thread,
        message=message,
        content_type=file.content_type,
        size=file.size,
        position=file.position,
        added_by_id=file.added_by_id,
    )
    copy.name = file.name
    _store(copy, content_of(file))
    return copy


def sweep_later(file: Attachment) -> None:
    """Take the file from the disk once it is certain that its row is gone."""
    for kept in (file.content, file.preview):
        if kept.name:
            transaction.on_commit(partial(kept.storage.delete, str(kept.name)))


def _store(file: Attachment, content: bytes) -> None:
    file.content.save("file", ContentFile(seal(content, _context(file))), save=False)
    try:
        file.save(force_insert=True)
    except Exception:
        file.content.delete(save=False)  # nothing points at it
        raise


def _context(file: Attachment) -> str:
    return f"messaging.attachment.content:{file.key}"
