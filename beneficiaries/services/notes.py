"""Notes of talks and visits, and the tasks that follow from them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock
from tasks.models import Task
from tasks.services import create_task, link_record

from .. import policy
from ..models import CaseNote
from ..references import HOUSEHOLD


@transaction.atomic
def write_note(*, note: CaseNote, by: Any, follow_up: Task | None = None) -> CaseNote:
    """Keep a note, with the task that follows from it if one is given; the task points at the household."""
    household = lock(note.household, by)
    policy.can_write_note(by, household, is_sensitive=note.is_sensitive).require()
    if note.happened_on > today():
        raise ValidationError({"happened_on": _("Gelecekte bir gün olamaz.")}, code="noted_in_future")
    if not (note.text.strip() or note.secret_text.strip()):
        raise ValidationError({"text": _("Bir şey yazın.")}, code="note_empty")
    note.author = by
    if follow_up is not None:
        task = create_task(task=follow_up, by=by)
        note.follow_up = link_record(task=task, pointer=(HOUSEHOLD, household.pk), by=by)
    note.save(force_insert=True)
    return note


@transaction.atomic
def withdraw_note(*, note: CaseNote, reason: str, by: Any) -> CaseNote:
    """Strike a note out; it stays readable, and says why it does not hold."""
    lock(note.household, by)
    note = lock(note, by)
    policy.can_withdraw_note(by, note).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    note.withdrawn_at, note.withdrawn_reason = timezone.now(), reason.strip()
    note.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    return note
