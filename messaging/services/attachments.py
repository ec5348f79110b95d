"""Files of messages: taken in before the message is sent, and gone with it."""

import logging
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import UnreadableValue
from kafkasder.core.locks import lock_named

from .. import policy
from ..models import Attachment, Message, Thread
from .attachment_files import PREVIEW, open_part, store, sweep_later
from .taking_in import Taken, take_in

MOST_UNSENT = 20
GIVES_WAY_AFTER = timedelta(hours=1)
_log = logging.getLogger(__name__)


def add_attachment(*, thread: Thread, upload: UploadedFile, by: Any) -> Attachment:
    """Keep a file that is to go with a message, encrypted, as what its content says that it is."""
    policy.can_write(by, thread).require()
    taken = take_in(upload, by)
    policy.can_write(by, thread).require()  # looking at the file takes its time
    return _keep(thread, taken, by)


@transaction.atomic
def remove_attachment(*, file: Attachment, by: Any) -> Attachment:
    """Take back a file that was not sent; it may be gone already."""
    found = Attachment.objects.select_for_update().filter(pk=file.pk).first()
    if file.added_by_id != by.pk or (found and found.message_id is not None):
        raise PermissionDenied
    if found:
        discard(found)
    return file


def copy_attachment(file: Attachment, message: Message) -> None:
    """Give a copy of a message a copy of its file, under a key of its own; what does not open is left out."""
    copy = Attachment(
        thread=message.thread,
        message=message,
        content_type=file.content_type,
        size=file.size,
        position=file.position,
        preview_width=file.preview_width,
        preview_height=file.preview_height,
        added_by_id=file.added_by_id,
    )
    copy.name = file.name
    try:
        preview = open_part(file, PREVIEW).pieces() if file.preview else None
        store(copy, open_part(file).pieces(), preview)
    except (FileNotFoundError, UnreadableValue):
        _log.error("What attachment %d holds cannot be copied", file.pk)


def discard(file: Attachment) -> None:
    """Delete a locked row, and then what it holds."""
    sweep_later(file)
    file.delete()


@transaction.atomic
def _keep(thread: Thread, taken: Taken, by: Any) -> Attachment:
    lock_named(f"messaging.unsent {by.pk}")
    _make_room(by)
    file = Attachment(
        thread=thread,
        content_type=taken.content_type,
        size=taken.size,
        preview_width=taken.width,
        preview_height=taken.height,
        added_by=by,
    )
    file.name = taken.name
    store(file, taken.content, [taken.preview] if taken.preview else None)
    return file


def _make_room(by: Any) -> None:
    """Let what `by` did not send for long give way, then refuse what is still too much."""
    unsent = Attachment.objects.filter(added_by=by, message__isnull=True)
    excess = unsent.count() - MOST_UNSENT + 1
    if excess > 0:
        old = unsent.filter(added_at__lt=timezone.now() - GIVES_WAY_AFTER).order_by("added_at")
        for file in old.select_for_update(skip_locked=True)[:excess]:
            discard(file)
            excess -= 1
    if excess > 0:
        raise ValidationError(_("Gönderilmemiş çok fazla dosya var; önce onları gönderin."), code="unsent_many")
