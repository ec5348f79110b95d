"""Reading: the texts that hold now, who was given them, and requests by their clock."""

from datetime import date, timedelta
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .retention import KINDS
from .states import CLOSED, BreachState
from .subjects import SUBJECTS, Subject, column_of_subject, name_of, name_of_subject

SOON = timedelta(days=7)


class NoticeQuerySet(QuerySet[Any]):
    """The versions of the texts."""

    def current(self, today: date | None = None) -> Self:
        """Keep of each audience and language the newest version that holds on `today`."""
        today = today or timezone.localdate()
        newer = self.model._default_manager.filter(
            audience=OuterRef("audience"),
            language=OuterRef("language"),
            number__gt=OuterRef("number"),
            valid_from__lte=today,
        )
        return self.filter(~Exists(newer), valid_from__lte=today)

    def with_standing(self) -> Self:
        """Annotate `given` (to how many people) and `is_current`."""
        current = self.model._default_manager.current().filter(pk=OuterRef("pk"))
        return self.annotate(given=Count("deliveries"), is_current=Exists(current))


class SubjectQuerySet(QuerySet[Any]):
    """Rows that point at a person."""

    def of(self, kind: str, pk: int) -> Self:
        return self.filter(subject_kind=kind, subject_pk=pk)

    def with_subject_name(self) -> Self:
        """Annotate `subject_name`, null for somebody whom no room keeps."""
        return self.annotate(subject_name=name_of_subject())


class DeliveryQuerySet(SubjectQuerySet):
    """Who was given which text."""


def uninformed(kind: Subject, viewer: Any, versions: Any) -> QuerySet[Any]:
    """Return the people of `kind` whom `viewer` sees and who were given none of these `versions` that holds now."""
    deliveries = versions.model._meta.get_field("deliveries").related_model._default_manager
    current = versions.filter(audience=kind.audience).current().values("pk")
    given = deliveries.filter(subject_kind=kind.key, subject_pk=OuterRef("pk"), version__in=current)
    return kind.concerned(kind.visible_to(viewer)).filter(~Exists(given))


class RequestQuerySet(SubjectQuerySet):
    """Requests."""

    def open(self) -> Self:
        return self.exclude(state__in=CLOSED)

    def search(self, text: str) -> Self:
        """Keep those whose number is `text` (`7`, `2026/7`), whose applicant it names, or whose subject it finds."""
        text = text.strip()
        if not text:
            return self
        found = Q(applicant__icontains=text) | _numbered(text)
        for kind in SUBJECTS.values():
            people = kind.search(kind.model._default_manager.all(), text).order_by().values("pk")
            found |= Q(subject_kind=kind.key, subject_pk__in=people)
        return self.filter(found)


def _numbered(text: str) -> Q:
    parts = text.split("/")
    if not all(part.isascii() and part.isdigit() and len(part) <= 6 for part in parts) or len(parts) > 2:
        return Q(pk__in=[])
    numbered = Q(number=int(parts[-1]))
    return numbered & Q(year=int(parts[0])) if len(parts) == 2 else numbered


class BreachQuerySet(QuerySet[Any]):
    """Breaches."""

    def with_people(self) -> Self:
        """Annotate how many `people` are concerned."""
        return self.annotate(people_count=Count("people"))


class ConcernedQuerySet(SubjectQuerySet):
    """People whom a breach concerns."""

    def with_contact(self) -> Self:
        """Annotate `subject_name`, `subject_phone` and `subject_email`; empty where a room keeps none."""
        return self.with_subject_name().annotate(
            subject_phone=column_of_subject("phone"), subject_email=column_of_subject("email")
        )


class RuleQuerySet(QuerySet[Any]):
    """Rules of retention."""

    def current(self, today: date | None = None) -> Self:
        """Keep of each kind the newest rule that holds on `today`."""
        held = self.model._default_manager.filter(valid_from__lte=today or timezone.localdate())
        newest = held.order_by("kind", "-valid_from", "-pk").distinct("kind")
        return self.filter(pk__in=newest.values("pk"))


class CandidateQuerySet(QuerySet[Any]):
    """Rows that are proposed for destruction."""

    def left(self) -> Self:
        """All but those that were taken out."""
        return self.filter(kept_because="")

    def with_row_name(self) -> Self:
        """Annotate `row_name`, by which the room names the row."""
        kinds = ((kind.key, kind.model, kind.name) for kind in KINDS.values() if kind.model)
        return self.annotate(row_name=name_of(kinds, "rule__kind", "row_pk"))


def late() -> Q:
    """The condition of requests that should have been answered."""
    return ~Q(state__in=CLOSED) & Q(due_on__lt=timezone.localdate())


def due_soon() -> Q:
    """The condition of requests whose last day comes within a week."""
    today = timezone.localdate()
    return ~Q(state__in=CLOSED) & Q(due_on__gte=today, due_on__lte=today + SOON)


def unnotified() -> Q:
    """The condition of breaches of which the authority was not told, and still must be."""
    return Q(authority_notified_at__isnull=True) & ~Q(state=BreachState.CLOSED)


def overdue() -> Q:
    """The condition of those whose 72 hours are over."""
    return unnotified() & Q(due_at__lt=timezone.now())
