"""Reading tasks: which of them a person sees, how they are found, and what is late."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kafkasder.core.sql import prefix_query
from kafkasder.core.text import fold
from kafkasder.core.viewer import Viewer

from .states import CLOSED

SOON = timedelta(hours=24)


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer sees every task, and not only those they have to do with."""
    return viewer.has_perms(["tasks.view_tasks", "tasks.view_all_tasks"])  # type: ignore[attr-defined, no-any-return]


def sees_as_its_verbs_say(viewer: Viewer) -> bool:
    """Whether everybody with the verbs of `viewer` sees the same tasks: all, or none."""
    return not viewer.has_perm("tasks.view_tasks") or sees_all(viewer)


def _rows(model: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model("tasks", model)._default_manager.all()
    return rows


def concerning(person: Any) -> Q:
    """The condition of the tasks that somebody made, answers for, follows or was called into."""
    followed = _rows("Follower").filter(user=person).values("task")
    mentioned = _rows("Mention").filter(user=person).values("comment__task")
    return Q(created_by=person) | Q(responsible=person) | Q(pk__in=followed) | Q(pk__in=mentioned)


def open_tasks() -> Q:
    """The condition of tasks that wait for somebody."""
    return ~Q(state__in=CLOSED)


def late(now: datetime | None = None) -> Q:
    """The condition of open tasks whose time has passed; one without an hour has its whole day."""
    now = timezone.localtime(now, timezone.get_default_timezone())
    day = now.date()
    return open_tasks() & (Q(due_on__lt=day) | Q(due_on=day, due_time__lt=now.time()))


def due_soon(now: datetime | None = None) -> Q:
    """The condition of open tasks whose time comes within 24 hours; one without an hour counts as due at midnight."""
    now = timezone.localtime(now, timezone.get_default_timezone())
    until = now + SOON
    ends_today = Q(due_on=now.date()) & (Q(due_time__isnull=True) | Q(due_time__gte=now.time()))
    ends_tomorrow = Q(due_on=until.date(), due_time__lte=until.time())
    return open_tasks() & (ends_today | ends_tomorrow)


class TaskQuerySet(QuerySet[Any]):
    """Tasks."""

    def visible_to(self, viewer: Any) -> Self:
        if not viewer.has_perm("tasks.view_tasks"):
            return self.none()
        return self if sees_all(viewer) else self.filter(concerning(viewer))

    def open(self) -> Self:
        return self.filter(open_tasks())

    def search(self, text: str) -> Self:
        """Keep those in which every word of `text` begins a word of title, text or category, or which have that tag."""
        text = text.strip()
        if not text:
            return self
        found = Q(tag_keys__contains=[fold(text)])
        if query := prefix_query(text):
            found |= Q(words=query)
        return self.filter(found)

    def tagged(self, tag: str) -> Self:
        """Keep those with a tag, however its letters are written."""
        return self.filter(tag_keys__contains=[fold(tag.strip())])

    def about(self, kind: str, pk: int) -> Self:
        """Keep those that point at a record of the panel."""
        return self.filter(reference_kind=kind, reference_pk=pk)

    def in_board_order(self) -> Self:
        return self.order_by("position", "pk")

    def by_day(self) -> Self:
        """What is due first comes first; what has no day comes last."""
        return self.order_by("due_on", "due_time", "pk")

    def with_progress(self) -> Self:
        """Annotate `step_count` and `steps_done` of the checklist."""
        steps = _rows("ChecklistItem").filter(task=OuterRef("pk")).order_by().values("task")
        counted = steps.annotate(count=Count("pk"), done=Count("pk", filter=Q(done=True)))
        return self.annotate(
            step_count=Coalesce(Subquery(counted.values("count")), 0),
            steps_done=Coalesce(Subquery(counted.values("done")), 0),
        )


class CommentQuerySet(QuerySet[Any]):
    """Comments."""

    def standing(self) -> Self:
        """All but withdrawn ones."""
        return self.filter(withdrawn_at__isnull=True)
