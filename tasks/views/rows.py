"""Getting a row is authorising: what the viewer may not see is not there."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kafkasder.core.numbers import whole_number
from kafkasder.core.references import REFERENCES, Card, card_for

from ..models import ChecklistItem, Comment, Task, TaskFile
from ..querysets import TaskQuerySet


def tasks(request: HttpRequest) -> TaskQuerySet:
    return Task.objects.visible_to(request.user)


def get_task(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(tasks(request).select_related("responsible", "created_by", "completed_by"), pk=pk)


def get_step(request: HttpRequest, pk: int) -> ChecklistItem:
    steps = ChecklistItem.objects.filter(task__in=tasks(request))
    return get_object_or_404(steps.select_related("task"), pk=pk)


def get_comment(request: HttpRequest, pk: int) -> Comment:
    comments = Comment.objects.filter(task__in=tasks(request))
    return get_object_or_404(comments.select_related("task"), pk=pk)


def get_file(request: HttpRequest, pk: int) -> TaskFile:
    files = TaskFile.objects.filter(task__in=tasks(request))
    return get_object_or_404(files.select_related("task"), pk=pk)


def asked_subject(request: HttpRequest) -> tuple[str, int, Card] | None:
    """Return the record that a new task is to point at (`?konu=household-5`); Http404 if the viewer does not see it."""
    text = request.GET.get("konu", "")
    if not text:
        return None
    kind, _dash, number = text.rpartition("-")
    pk = whole_number(number)
    card = card_for(request.user, kind, pk) if pk and kind in REFERENCES else None
    if pk is None or card is None:
        raise Http404
    return kind, pk, card
