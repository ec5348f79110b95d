"""Files of a point of an agenda."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.files import clean_name, type_of
from kafkasder.core.locks import lock

from .. import policy
from ..models import AgendaFile, AgendaItem

MOST_FILES = 20


@transaction.atomic
def add_file(*, item: AgendaItem, upload: UploadedFile, by: Any) -> AgendaFile:
    """Keep a file with a point: under a random name, as what its content says that it is."""
    policy.can_hold(by, lock(item.meeting, by)).require()
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.files.count() >= MOST_FILES:
        raise ValidationError(_("Bir maddeye en çok 20 dosya eklenebilir."), code="files_many")
    content_type, name = type_of(upload), clean_name(upload.name or "")
    file = AgendaFile(item=item, name=name, content_type=content_type, size=upload.size or 0, added_by=by)
    file.content.save(name, upload, save=False)
    try:
        file.save(force_insert=True)
    except Exception:
        file.content.delete(save=False)  # nothing points at it
        raise
    return file


@transaction.atomic
def remove_file(*, file: AgendaFile, by: Any) -> AgendaItem:
    """Take a file away, from the disk too once it is certain; the trail keeps its name."""
    item = file.item
    meeting = lock(item.meeting, by)
    file = AgendaFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    policy.can_remove_file(by, meeting, file).require()
    place, storage = str(file.content.name), file.content.storage
    file.delete()
    transaction.on_commit(partial(storage.delete, place))
    return item
