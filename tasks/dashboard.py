"""What the room puts on the dashboard, each counted by the very list that it opens."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kafkasder.core import dashboard

from .lists import TASKS
from .querysets import sees_all


def _for_each(viewer: Any) -> bool:
    return False  # whoever looks is who it is about


def register() -> None:
    dashboard.register(
        dashboard.count_tile(
            url=format_lazy("{}?own=me", reverse_lazy("tasks:task_list")),
            rows=lambda viewer: TASKS.matching(viewer, f"own={viewer.pk}"),
            key="tasks.own",
            label=_("Bende olan görev"),
            verb="tasks.view_tasks",
            icon="task",
            order=110,
            same_for_equal_rights=_for_each,
        ),
        dashboard.list_tile(
            TASKS,
            "tasks:task_list",
            "clock=late",
            key="tasks.late",
            label=_("Geciken görev"),
            verb="tasks.view_tasks",
            icon="alert",
            urgent=True,
            order=120,
            same_for_equal_rights=sees_all,
        ),
    )
