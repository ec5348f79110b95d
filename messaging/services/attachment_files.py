"""What attachments hold, on the disk: always encrypted, under the identity of their row."""

import logging
from collections.abc import Iterable
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.db.models.fields.files import FieldFile

from kafkasder.core.crypto import UnreadableValue
from kafkasder.core.vault import Opened, Sealed, is_under_newest_key

from ..models import Attachment

CONTENT, PREVIEW = "content", "preview"
_log = logging.getLogger(__name__)


def store(file: Attachment, content: Iterable[bytes], preview: Iterable[bytes] | None) -> None:
    """Save a new row with what it holds."""
    try:
        _write(file, CONTENT, content)
        if preview:
            _write(file, PREVIEW, preview)
        file.save(force_insert=True)
    except Exception:
        for kept in _kept(file):
            kept.storage.delete(str(kept.name))  # nothing points at it
        raise


def open_part(file: Attachment, part: str = CONTENT) -> Opened:
    """Open what a row holds; raise FileNotFoundError if it is gone, UnreadableValue if it does not open."""
    kept: FieldFile = getattr(file, part)
    if not kept.name:
        raise FileNotFoundError(part)
    return Opened(kept.storage.open(kept.name, "rb"), _context(file, part))


def open_anew(file: Attachment, part: str) -> Opened:
    """Do the same for a row that was read a moment ago: meanwhile its file may have been put under another key."""
    try:
        return open_part(file, part)
    except FileNotFoundError:
        file.refresh_from_db(fields=[CONTENT, PREVIEW])
        return open_part(file, part)


def sweep_later(file: Attachment) -> None:
    """Take the files from the disk once it is certain that their row is gone."""
    for kept in _kept(file):
        transaction.on_commit(partial(kept.storage.delete, str(kept.name)))


def rotate_files() -> int:
    """Bring what rows hold under the newest key, row by row; return how many were. What does not open is left."""
    done = last = 0
    rows = Attachment.objects.order_by("pk")
    while pk := rows.filter(pk__gt=last).values_list("pk", flat=True).first():
        last = pk
        try:
            done += _rotate(pk)
        except (FileNotFoundError, UnreadableValue):
            _log.error("What attachment %d holds cannot be put under another key", pk)
    return done


@transaction.atomic
def _rotate(pk: int) -> bool:
    """Write anew under another name; the old file goes with the commit, so that no reader meets a half one."""
    file = Attachment.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if file is None:  # it was deleted a moment ago
        return False
    older = [kept.field.name for kept in _kept(file) if not _is_newest(kept)]
    for part in older:
        kept: FieldFile = getattr(file, part)
        transaction.on_commit(partial(kept.storage.delete, str(kept.name)))
        _write(file, part, open_part(file, part).pieces())
    if older:
        file.save(update_fields=older)
    return bool(older)


def _is_newest(kept: FieldFile) -> bool:
    with kept.storage.open(str(kept.name), "rb") as stored:
        return is_under_newest_key(stored)


def _kept(file: Attachment) -> list[FieldFile]:
    return [kept for kept in (file.content, file.preview) if kept.name]


def _write(file: Attachment, part: str, content: Iterable[bytes]) -> None:
    sealed: File = Sealed(content, _context(file, part))
    getattr(file, part).save(part, sealed, save=False)


def _context(file: Attachment, part: str) -> str:
    return f"messaging.attachment.{part}:{file.key}"
