"""Tasks as other rooms point at them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from kafkasder.core.references import REFERENCES, Card, Reference

from .models import Task


def register() -> None:
    REFERENCES.add(
        Reference(
            key="task",
            label=pgettext_lazy("something to do", "Görev"),
            model=Task,
            visible_to=_visible_to,
            card=_card,
            search=lambda rows, text: rows.open().search(text).by_day(),
            icon="task",
            verb="tasks.view_tasks",
            order=30,
        )
    )


def _visible_to(viewer: Any) -> QuerySet[Task]:
    tasks: QuerySet[Task] = Task.objects.visible_to(viewer).select_related("responsible")
    return tasks


def _card(task: Task) -> Card:
    facts = (task.get_state_display(), str(task.responsible or ""))
    return Card(task.title, task.get_absolute_url(), tuple(filter(None, facts)))
