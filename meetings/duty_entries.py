"""The deadlines of the law in the calendar and in the feed of those who see them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tasks.entries import Entry, EntrySource, Event

from .models import LegalDuty
from .states import DutyState

_KEPT = timedelta(days=30)  # how long the feed keeps what was done
_MOST = 500  # duties in a feed


def _entries(viewer: Any, first: date, last: date, mine: bool) -> Iterator[Entry]:
    rows = LegalDuty.objects.visible_to(viewer).filter(due_on__range=(first, last)).exclude(state=DutyState.DROPPED)
    for duty in (rows.filter(owner=viewer) if mine else rows).order_by("due_on", "pk"):
        yield Entry(
            key=f"duty-{duty.pk}",
            day=duty.due_on,
            title=duty.title,
            url=duty.get_absolute_url(),
            icon="shield",
            late=duty.is_late,
            closed=not duty.is_open,
        )


def _events(person: Any) -> Iterator[Event]:
    """Yield the duties that somebody sees: whole days, which leave them free."""
    rows = LegalDuty.objects.visible_to(person).exclude(state=DutyState.DROPPED)
    rows = rows.exclude(state=DutyState.DONE, state_at__lt=timezone.now() - _KEPT)
    for duty in rows.order_by("due_on", "pk")[:_MOST]:
        yield Event(
            uid=f"duty-{duty.pk}",
            day=duty.due_on,
            title=duty.title if duty.is_open else f"✓ {duty.title}",
            text=duty.basis,
            path=duty.get_absolute_url(),
            created_at=duty.created_at,
            changed_at=max(duty.updated_at, duty.state_at),
        )


SOURCE = EntrySource(
    key="duties", label=_("Yasal takvim"), verb="meetings.view_duties", entries=_entries, events=_events, order=30
)
