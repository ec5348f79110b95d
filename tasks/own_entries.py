"""The tasks of the calendar and of the feed, and what repeating ones will bring."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today

from .entries import Entry, EntrySource, Event
from .models import Follower, Task
from .repetition import next_day
from .states import CLOSED, TaskState

CLOSED_FOR = timedelta(days=30)  # how long the feed keeps what is done with
AHEAD = timedelta(days=366)
_MOST = 2_000  # tasks in a feed


def task_entries(viewer: Any, first: date, last: date, mine: bool) -> Iterator[Entry]:
    """Yield the tasks that are due between two days, and faintly the ones that will come of them."""
    visible = Task.objects.visible_to(viewer)
    tasks = visible.filter(_own(viewer)) if mine else visible
    for task in tasks.filter(due_on__range=(first, last)).exclude(state=TaskState.CANCELLED).by_day():
        if task.due_on:
            yield _entry(task, task.due_on)
    for task in tasks.open().exclude(repeat="").filter(due_on__lt=last).by_day():
        yield from (_entry(task, day, faint=True) for day in _coming_days(task, first, last))


def task_events(person: Any) -> Iterator[Event]:
    """Yield the tasks with a day for which `person` answers or which they follow: open ones, and those just closed."""
    kept = ~Q(state__in=CLOSED) | Q(state_at__gte=timezone.now() - CLOSED_FOR)
    own = Task.objects.visible_to(person).filter(_own(person), kept, due_on__isnull=False)
    for task in own.select_related("responsible").by_day()[:_MOST]:
        yield _event(task)


def _own(person: Any) -> Q:
    return Q(responsible=person) | Q(pk__in=Follower.objects.filter(user=person).values("task"))


def _entry(task: Task, day: date, *, faint: bool = False) -> Entry:
    return Entry(
        key=f"task-{task.pk}" + (f"-{day:%Y%m%d}" if faint else ""),
        day=day,
        at=task.due_time,
        title=task.title,
        url=task.get_absolute_url(),
        icon="refresh" if faint else "circle-check" if not task.is_open else "task",
        late=not faint and task.is_late,
        closed=not task.is_open,
        faint=faint,
    )


def _coming_days(task: Task, first: date, last: date) -> Iterator[date]:
    """Yield the days between two, from today on and for a year, on which an open repeating task will come again."""
    day, earliest = task.due_on, max(first, today())
    last = min(last, max(day, today()) + AHEAD) if day else last
    while (
        day is not None
        and (day := next_day(task.repeat, day, on_or_after=earliest, until=task.repeat_until))
        and day <= last
    ):
        yield day
        earliest = day + timedelta(days=1)


def _event(task: Task) -> Event:
    assert task.due_on is not None, "the feed holds tasks that have a day"
    return Event(
        uid=f"task-{task.pk}",
        day=task.due_on,
        at=task.due_time,
        title=f"✓ {task.title}" if task.state == TaskState.COMPLETED else task.title,
        text=_text(task),
        path=task.get_absolute_url(),
        created_at=task.created_at,
        changed_at=max(task.updated_at, task.state_at),
        cancelled=task.state == TaskState.CANCELLED,
        categories=tuple(filter(None, (task.category, *task.tags))),
    )


def _text(task: Task) -> str:
    who = task.responsible.full_name if task.responsible else ""
    lines = [f"{TaskState(task.state).label} · {task.get_priority_display()}", who, task.description]
    return "\n".join(filter(None, lines))


def moment(event: Event) -> datetime | None:
    """Return when an event begins, where the association is; None for one of a whole day."""
    return datetime.combine(event.day, event.at, timezone.get_default_timezone()) if event.at else None


SOURCE = EntrySource(
    key="tasks", label=_("Görevler"), verb="tasks.view_tasks", entries=task_entries, events=task_events, order=10
)
