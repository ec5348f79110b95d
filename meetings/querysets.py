"""Reading meetings and decisions: which of them a person sees, and how they are found."""

import re
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kafkasder.core.days import today
from kafkasder.core.deadlines import SOURCES
from kafkasder.core.sql import prefix_query
from kafkasder.core.text import fold
from kafkasder.core.viewer import Viewer, may
from tasks.states import CLOSED, TaskState

from .states import OPEN, DecisionState

_MARK = re.compile(r"(\d{4})\s*[/-]\s*(\d{1,9})")


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer sees every meeting, and not only those they have to do with."""
    verbs = ["meetings.view_meetings", "meetings.view_all_meetings"]
    return viewer.has_perms(verbs)  # type: ignore[attr-defined, no-any-return]


def concerning(person: Any) -> Q:
    """The condition of the meetings that somebody organises or is called to."""
    called = _participants().filter(user=person).values("meeting")
    return Q(created_by=person) | Q(organiser=person) | Q(pk__in=called)


def _participants() -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model("meetings", "Participant")._default_manager.all()
    return rows


class MeetingQuerySet(QuerySet[Any]):
    """Meetings."""

    def visible_to(self, viewer: Any) -> Self:
        if not viewer.has_perm("meetings.view_meetings"):
            return self.none()
        return self if sees_all(viewer) else self.filter(concerning(viewer))

    def search(self, text: str) -> Self:
        """Keep those in which every word of `text` begins a word of title, text or place."""
        query = prefix_query(text)
        return self.filter(words=query) if query else self

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def to_come(self) -> Self:
        """Those that are not over yet, the next one first."""
        return self.open().filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def with_counts(self) -> Self:
        """Annotate how many people there are and come, and how many actions there are and are done."""
        people = _participants().filter(meeting=OuterRef("pk")).order_by().values("meeting")
        counted = people.annotate(count=Count("pk"), coming=Count("pk", filter=Q(answer="accepted")))
        actions = apps.get_model("meetings", "ActionItem")._default_manager.filter(meeting=OuterRef("pk"))
        done = Count("pk", filter=Q(task__state=TaskState.COMPLETED))
        wanted = Count("pk", filter=~Q(task__state=TaskState.CANCELLED))
        acted = actions.order_by().values("meeting").annotate(count=wanted, done=done)
        return self.annotate(
            people_count=Coalesce(Subquery(counted.values("count")), 0),
            coming_count=Coalesce(Subquery(counted.values("coming")), 0),
            action_count=Coalesce(Subquery(acted.values("count")), 0),
            action_done=Coalesce(Subquery(acted.values("done")), 0),
        )


class DecisionQuerySet(QuerySet[Any]):
    """Decisions."""

    def visible_to(self, viewer: Any) -> Self:
        """Whoever sees a meeting sees what it decided; and one's own are one's own."""
        if not viewer.has_perm("meetings.view_meetings"):
            return self.none()
        if sees_all(viewer):
            return self
        meetings = apps.get_model("meetings", "Meeting")._default_manager.filter(concerning(viewer))
        return self.filter(Q(meeting__in=meetings.values("pk")) | Q(owner=viewer))

    def search(self, text: str) -> Self:
        """Find a decision by its number as `2026/14`, by a tag, or by how words of it begin."""
        text = text.strip()
        if not text:
            return self
        if mark := _MARK.fullmatch(text):
            return self.filter(year=int(mark[1]), number=int(mark[2]))
        found = Q(tag_keys__contains=[fold(text)])
        if query := prefix_query(text):
            found |= Q(words=query)
        return self.filter(found)

    def unfinished(self) -> Self:
        return self.exclude(state=DecisionState.CLOSED)

    def late(self) -> Self:
        return self.unfinished().filter(due_on__lt=today())


class DutyQuerySet(QuerySet[Any]):
    """Duties of the law."""

    def visible_to(self, viewer: Any) -> Self:
        """Those with the calendar's verb see what they may see of the rooms that it comes from."""
        if not viewer.has_perm("meetings.view_duties"):
            return self.none()
        verbs = {source.verb for source in SOURCES.values() if may(viewer, source.verb)}
        return self.filter(verb__in=["", *sorted(verbs)])


class ActionQuerySet(QuerySet[Any]):
    """Actions, with what their tasks say."""

    def visible_to(self, viewer: Any) -> Self:
        """Whoever sees a meeting sees what is to be done after it; and everybody what is theirs to do."""
        if not viewer.has_perm("meetings.view_meetings"):
            return self.none()
        if sees_all(viewer):
            return self
        meetings = apps.get_model("meetings", "Meeting")._default_manager.filter(concerning(viewer))
        return self.filter(Q(meeting__in=meetings.values("pk")) | Q(task__responsible=viewer))

    def search(self, text: str) -> Self:
        query = prefix_query(text)
        return self.filter(words=query) if query else self

    def open(self) -> Self:
        return self.exclude(task__state__in=CLOSED)

    def by_day(self) -> Self:
        """What is due first comes first; what has no day comes last."""
        return self.order_by("task__due_on", "pk")

    def with_task(self) -> Self:
        return self.select_related("task__responsible", "meeting", "decision")
