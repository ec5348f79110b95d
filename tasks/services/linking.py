"""Pointing a task at a record of the panel."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock
from kafkasder.core.references import Pointer, card_for

from .. import policy
from ..models import Task


@transaction.atomic
def link_record(*, task: Task, pointer: Pointer | None, by: Any) -> Task:
    """Point an open task at a record that `by` sees, or with None at none any more."""
    task = lock(task, by)
    policy.can_link(by, task).require()
    if pointer is not None and card_for(by, *pointer) is None:
        raise ValidationError(_("Bu kayıt bulunamadı."), code="no_record")
    task.reference_kind, task.reference_pk = pointer or ("", None)
    task.save(update_fields=["reference_kind", "reference_pk", "updated_at"])
    return task
