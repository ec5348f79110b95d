"""What one person has before them today, each task under the first heading that it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today

from .boards import with_marks
from .models import Task
from .states import CLOSED, TaskState

MOST = 50  # under one heading; the list shows them all
_MINE = 500  # tasks of one person that are looked at


@dataclass
class Part:
    """A heading of the day with its tasks; `left` are those that have no room."""

    key: str
    label: str | Promise
    icon: str
    nothing: str | Promise = ""
    tasks: list[Task] = field(default_factory=list)
    left: int = 0

    @property
    def total(self) -> int:
        return len(self.tasks) + self.left

    def fill(self, tasks: Iterable[Task]) -> None:
        tasks = list(tasks)
        self.tasks, self.left = tasks[:MOST], len(tasks[MOST:])


def parts_of(person: Any) -> list[Part]:
    """Return the headings of the day of `person`, in three queries."""
    late = Part("late", _("Geciken"), "alert")
    due = Part("today", _("Bugün"), "sun", _("Bugün için göreviniz yok."))
    new = Part("new", _("Yeni verilenler"), "bell")
    later = Part("later", _("Sıradakiler"), "list-check")
    waiting = Part("waiting", _("Başkasını bekleyenler"), "clock")
    done = Part("done", _("Bugün bitirdikleriniz"), "circle-check")
    mine = list(with_marks(_mine(person))[:_MINE])
    for part in (late, due, new, later):
        part.fill(task for task in mine if _heading(task) == part.key)
    given = with_marks(_given_away(person))[: MOST + 1]
    waiting.fill([*(task for task in mine if _heading(task) == "waiting"), *given])
    done.fill(with_marks(_done_today(person))[: MOST + 1])
    return [late, due, new, later, waiting, done]


def _heading(task: Task) -> str:
    """Return the one heading of a person's own open task."""
    if task.is_late:
        return "late"
    if task.state == TaskState.WAITING:
        return "waiting"
    if task.due_on == today():
        return "today"
    return "new" if task.read_at is None else "later"


def later_count(person: Any) -> int:
    """Return how many open tasks of `person` there are in all."""
    return _mine(person).count()


def _mine(person: Any) -> Any:
    return Task.objects.visible_to(person).open().filter(responsible=person).by_day()


def _given_away(person: Any) -> Any:
    """Open tasks that `person` gave to others, and those that wait for an answer at others' hands."""
    given = Task.objects.visible_to(person).open().filter(created_by=person, responsible__isnull=False)
    return given.exclude(responsible=person).by_day()


def _done_today(person: Any) -> Any:
    midnight = datetime.combine(today(), time(), timezone.get_default_timezone())
    done = Q(completed_by=person, completed_at__gte=midnight, state__in=CLOSED)
    return Task.objects.visible_to(person).filter(done).order_by("-completed_at", "-pk")
