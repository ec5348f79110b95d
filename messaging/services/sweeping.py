"""What nobody will ask for any more: files that were never sent, and those on the disk that no row names."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Attachment
from ..models.attachment import FOLDER
from .attachments import discard

KEPT_UNSENT = timedelta(days=1)
_MOST_TOLD = 20
_log = logging.getLogger(__name__)


def sweep() -> str:
    """Clean up, report the rows whose file is gone, and tell how many there were of each."""
    unsent = _discard_unsent()
    storage = Attachment._meta.get_field("content").storage  # type: ignore[union-attr]
    stored = set(_walk(storage, FOLDER))  # before the rows are read: what comes meanwhile is in both or in the rows
    named = _named()
    strays = sum(_delete_stray(storage, place) for place in stored - named)
    lost = _report_lost(storage, named - stored)
    return _("%(unsent)d gönderilmemiş, %(strays)d sahipsiz dosya silindi; %(lost)d ekin dosyası yok.") % {
        "unsent": unsent,
        "strays": strays,
        "lost": lost,
    }


def _discard_unsent() -> int:
    count = 0
    old = Attachment.objects.filter(message__isnull=True, added_at__lt=timezone.now() - KEPT_UNSENT)
    for pk in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            file = old.select_for_update(skip_locked=True).filter(pk=pk).first()
            if file:
                discard(file)
                count += 1
    return count


def _named() -> set[str]:
    pairs = Attachment.objects.values_list("content", "preview")
    return {name for pair in pairs.iterator(chunk_size=5000) for name in pair if name}


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _walk(storage, f"{folder}/{name}")


def _delete_stray(storage: Storage, place: str) -> bool:
    """Delete a file that is old enough not to belong to a transaction under way."""
    try:
        if storage.get_modified_time(place) > timezone.now() - KEPT_UNSENT or _rows_of(place).exists():
            return False
    except FileNotFoundError:
        return False
    storage.delete(place)
    return True


def _report_lost(storage: Storage, places: set[str]) -> int:
    lost = [place for place in places if _rows_of(place).exists() and not storage.exists(place)]
    if lost:
        rows = [pk for place in lost[:_MOST_TOLD] for pk in _rows_of(place).values_list("pk", flat=True)]
        _log.error("The files of %d attachments are gone: %s", len(lost), ", ".join(map(str, sorted(rows))))
    return len(lost)


def _rows_of(place: str):  # type: ignore[no-untyped-def]
    return Attachment.objects.filter(Q(content=place) | Q(preview=place))
