"""What the room puts into the frame; its views of the tasks have tabs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kafkasder.core import navigation, palette
from kafkasder.core.viewer import Viewer, may

from .models import Task

_VIEW = "tasks.view_tasks"
CALENDAR = pgettext_lazy("days and months", "Takvim")

# URL name, label and verb of each view of the tasks, in the order of the tabs.
TABS: tuple[tuple[str, str | Promise, str], ...] = (
    ("my_day", _("Günüm"), _VIEW),
    ("board", _("Pano"), _VIEW),
    ("task_list", _("Liste"), _VIEW),
    ("calendar", CALENDAR, _VIEW),
)


@dataclass(frozen=True)
class Tab:
    label: str | Promise
    url: str
    current: bool


def register() -> None:
    navigation.register(
        _item(_("Günüm"), "my_day", "sun", order=5),
        _item(_("Görevler"), "task_list", "task", order=10),
        _item(CALENDAR, "calendar", "calendar", order=15),
    )
    navigation.register_quick_add(
        navigation.Item(
            label=pgettext_lazy("something to do", "Görev"),
            url_name="tasks:quick_add",
            icon="task",
            verb="tasks.add_task",
            order=30,
            sheet=True,
        )
    )
    palette.register(
        palette.Source(
            key="tasks",
            label=_("Görevler"),
            verb=_VIEW,
            search=_find,
            icon="task",
            order=30,
            list_name="tasks:task_list",
        )
    )


def _item(label: str | Promise, name: str, icon: str, *, order: int) -> navigation.Item:
    work = navigation.Area.WORK
    return navigation.Item(label=label, url_name=f"tasks:{name}", icon=icon, verb=_VIEW, order=order, area=work)


def tabs_for(viewer: Viewer, current: str) -> list[Tab]:
    """Return the views of the tasks that `viewer` may open; `current` is the URL name of the one that is open."""
    return [Tab(label, reverse(f"tasks:{name}"), name == current) for name, label, verb in TABS if may(viewer, verb)]


def _find(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Task.objects.visible_to(viewer).open().search(text).select_related("responsible")
    for task in found.by_day()[: palette.ENOUGH]:
        who = str(task.responsible or "")
        detail = " · ".join(filter(None, (str(task.get_state_display()), who)))
        yield palette.Hit(task.title, task.get_absolute_url(), detail=detail)
