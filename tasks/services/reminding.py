"""Reminders: of what is due within a day, and of what is late."""

from django.db.models import Q, QuerySet

from ..models import Task
from ..querysets import due_soon, late
from .telling import tell_due_soon, tell_overdue


def remind_of_due() -> int:
    """Tell of all tasks that are due within 24 hours; return how many people were told anew."""
    return sum(tell_due_soon(task) for task in _tasks(due_soon()))


def remind_of_late() -> int:
    """Tell of all tasks that are late; return how many people were told anew."""
    return sum(tell_overdue(task) for task in _tasks(late()))


def _tasks(condition: Q) -> QuerySet[Task]:
    tasks: QuerySet[Task] = Task.objects.filter(condition).select_related("responsible", "created_by")
    return tasks.order_by("pk")
