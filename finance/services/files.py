"""Proofs of a record: invoices, slips, pictures of them."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.files import clean_name, type_of
from kafkasder.core.locks import lock

from .. import policy
from ..models import FinanceRecord, RecordFile

MOST_FILES = 20


@transaction.atomic
def add_file(*, record: FinanceRecord, upload: UploadedFile, by: Any) -> RecordFile:
    """Keep a proof with a record, whatever its state: under a random name, as what its content says that it is."""
    record = lock(record, by)
    policy.can_record(by).require()
    if record.files.count() >= MOST_FILES:
        raise ValidationError(_("Bir kayda en çok 20 dosya eklenebilir."), code="files_many")
    content_type, name = type_of(upload), clean_name(upload.name or "")
    file = RecordFile(record=record, name=name, content_type=content_type, size=upload.size or 0, added_by=by)
    file.content.save(name, upload, save=False)
    try:
        file.save(force_insert=True)
    except Exception:
        file.content.delete(save=False)  # nothing points at it
        raise
    return file


@transaction.atomic
def remove_file(*, file: RecordFile, by: Any) -> FinanceRecord:
    """Take a proof away from a record that waits, from the disk too once it is certain; the trail keeps its name."""
    record = lock(file.record, by)
    file = RecordFile.objects.select_related("record").select_for_update(of=("self",)).get(pk=file.pk)
    policy.can_remove_file(by, file).require()
    place, storage = str(file.content.name), file.content.storage
    file.delete()
    transaction.on_commit(partial(storage.delete, place))
    return record
