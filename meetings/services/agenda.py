"""The points of an agenda, in their order."""

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock

from .. import policy
from ..models import AgendaItem, Meeting, Participant

MOST_ITEMS = 60


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    by: Any,
    text: str = "",
    at: time | None = None,
    presenter: Participant | None = None,
) -> AgendaItem:
    """Put a point at the end of the agenda; the meeting that goes on may still take one up."""
    meeting = lock(meeting, by)
    policy.can_change(by, meeting).require()
    count = meeting.agenda.count()
    if count >= MOST_ITEMS:
        raise ValidationError(_("Gündemde en çok 60 madde olabilir."), code="items_many")
    return AgendaItem.objects.create(
        meeting=meeting, title=title, text=text, at=at, presenter=presenter, position=count + 1
    )


@transaction.atomic
def write_item(
    *, item: AgendaItem, title: str, text: str, at: time | None, presenter: Participant | None, by: Any
) -> AgendaItem:
    item = _locked(item, by)
    item.title, item.text, item.at, item.presenter = title, text, at, presenter
    item.save(update_fields=["title", "text", "at", "presenter"])
    return item


@transaction.atomic
def move_item(*, item: AgendaItem, up: bool, by: Any) -> AgendaItem:
    """Change places with the point above or below; at the end nothing moves."""
    item = _locked(item, by)
    place = item.position - 1 if up else item.position + 1
    other = AgendaItem.objects.select_for_update(of=("self",)).filter(meeting=item.meeting_id, position=place).first()
    if other is not None:
        item.position, other.position = other.position, item.position
        item.save(update_fields=["position"])
        other.save(update_fields=["position"])
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Any) -> Meeting:
    item = _locked(item, by)
    meeting, place = item.meeting, item.position
    if item.decisions.exists() or item.minutes:
        raise ValidationError(_("Bu maddede karar alınmış ya da tutanak yazılmış; silinemez."), code="item_decided")
    if item.files.exists():
        raise ValidationError(_("Bu maddenin dosyaları var; önce onları kaldırın."), code="item_files")
    item.delete()
    meeting.agenda.filter(position__gt=place).update(position=F("position") - 1)
    return meeting


def _locked(item: AgendaItem, by: Any) -> AgendaItem:
    """Return the item as it is now, of a meeting that is locked and may be changed."""
    meeting = lock(item.meeting, by)
    policy.can_change(by, meeting).require()
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.meeting = meeting
    return item
