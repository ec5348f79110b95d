"""What the room tells the personal data law: the meetings of a user, and how long the names of guests are kept."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from privacy.forgotten import FORGOTTEN
from privacy.retention import KINDS, RetentionKind, Traces
from privacy.subjects import BESIDE, Beside, Section

from .choices import MeetingRole
from .models import Meeting, Participant
from .states import OPEN
from .when import span_words

_TWO_YEARS = 24


def register() -> None:
    BESIDE.add(Beside(key="meetings", sections=tell_about, order=45))
    KINDS.add(
        RetentionKind(
            key="meeting_guest",
            label=_("Toplantı konuklarının adları"),
            months=_TWO_YEARS,
            basis=_(
                "Toplantıdan 2 yıl sonra (önerilen politika; yönetim kararıyla değiştirin); tutanak ve karar kalır"
            ),
            model=Participant,
            name="name",
            due=_due,
            forget=forget,
            order=45,
        )
    )


def tell_about(person: Any, viewer: Any) -> Iterator[Section]:
    """Tell of the meetings of a user as far as `viewer` sees them; of nobody else the room keeps more than a name."""
    if isinstance(person, User):
        meetings = Meeting.objects.visible_to(viewer)
        rows = Participant.objects.filter(user=person, meeting__in=meetings).select_related("meeting").order_by("pk")
        yield Section(_("Katıldığı toplantılar"), [_line(row) for row in rows])


def _due(before: datetime) -> QuerySet[Any]:
    """Return the guests of meetings that were over before a moment; members are part of the minutes, and stay."""
    guests = Participant.objects.filter(user__isnull=True, role=MeetingRole.GUEST, meeting__ends_at__lt=before)
    return guests.exclude(meeting__state__in=OPEN).exclude(name__startswith=FORGOTTEN)


def forget(guest: Participant) -> Traces:
    """Take the name of a guest out of a meeting; that somebody was there stays."""
    guest.name = f"{FORGOTTEN} {guest.pk}"  # each name stands in a meeting once
    guest.save(update_fields=["name"])
    return {Participant._meta.db_table: [guest.pk]}


def _line(row: Participant) -> tuple[str, str]:
    parts = (span_words(row.meeting), str(row.get_role_display()), str(row.get_answer_display()))
    return row.meeting.title, " · ".join(parts)
