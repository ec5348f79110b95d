"""The steps of a task."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock
from kafkasder.core.text import squeeze

from .. import policy
from ..models import ChecklistItem, Task

MOST_STEPS = 100


@transaction.atomic
def add_step(*, task: Task, text: str, by: Any) -> ChecklistItem:
    """Put a step below those that a task has."""
    task = lock(task, by)
    policy.can_tick(by, task).require()
    if task.steps.count() >= MOST_STEPS:
        raise ValidationError(_("Bir görevde en çok 100 adım olabilir."), code="steps_many")
    last = task.steps.aggregate(last=Max("position"))["last"] or 0
    return ChecklistItem.objects.create(task=task, text=squeeze(text), position=last + 1)


@transaction.atomic
def write_step(*, step: ChecklistItem, text: str, by: Any) -> ChecklistItem:
    """Put the words of a step otherwise."""
    step = _locked(step, by)
    step.text = squeeze(text)
    step.save(update_fields=["text"])
    return step


@transaction.atomic
def tick_step(*, step: ChecklistItem, done: bool, by: Any) -> ChecklistItem:
    """Tick a step off, or take the tick back; what is so already stays whose it is."""
    step = _locked(step, by)
    if step.done != done:
        step.done = done
        step.done_by, step.done_at = (by, timezone.now()) if done else (None, None)
        step.save(update_fields=["done", "done_by", "done_at"])
    return step


@transaction.atomic
def remove_step(*, step: ChecklistItem, by: Any) -> Task:
    """Take a step away; the trail keeps what it was."""
    step = _locked(step, by)
    step.delete()
    return step.task


def _locked(step: ChecklistItem, by: Any) -> ChecklistItem:
    task = lock(step.task, by)
    policy.can_tick(by, task).require()
    return ChecklistItem.objects.select_related("task").select_for_update(of=("self",)).get(pk=step.pk)
