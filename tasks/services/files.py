"""Files of a task."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.files import clean_name, type_of
from kafkasder.core.locks import lock

from .. import policy
from ..models import Task, TaskFile

MOST_FILES = 20


@transaction.atomic
def add_file(*, task: Task, upload: UploadedFile, by: Any) -> TaskFile:
    """Keep a file with a task: under a random name, as what its content says that it is."""
    task = lock(task, by)
    policy.can_work(by, task).require()
    if task.files.count() >= MOST_FILES:
        raise ValidationError(_("Bir göreve en çok 20 dosya eklenebilir."), code="files_many")
    content_type, name = type_of(upload), clean_name(upload.name or "")
    file = TaskFile(task=task, name=name, content_type=content_type, size=upload.size or 0, added_by=by)
    file.content.save(name, upload, save=False)
    try:
        file.save(force_insert=True)
    except Exception:
        file.content.delete(save=False)  # nothing points at it
        raise
    return file


@transaction.atomic
def remove_file(*, file: TaskFile, by: Any) -> Task:
    """Take a file away, from the disk too once it is certain; the trail keeps its name."""
    task = lock(file.task, by)
    file = TaskFile.objects.select_for_update().get(pk=file.pk)
    policy.can_remove_file(by, file).require()
    place, storage = str(file.content.name), file.content.storage
    file.delete()
    transaction.on_commit(partial(storage.delete, place))
    return task
