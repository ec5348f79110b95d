"""What the room tells the personal data law: the meetings of a user."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from privacy.subjects import BESIDE, Beside, Section

from .models import Meeting, Participant
from .when import span_words


def register() -> None:
    BESIDE.add(Beside(key="meetings", sections=tell_about, order=45))


def tell_about(person: Any, viewer: Any) -> Iterator[Section]:
    """Tell of the meetings of a user as far as `viewer` sees them; of nobody else the room keeps more than a name."""
    if isinstance(person, User):
        meetings = Meeting.objects.visible_to(viewer)
        rows = Participant.objects.filter(user=person, meeting__in=meetings).select_related("meeting").order_by("pk")
        yield Section(_("Katıldığı toplantılar"), [_line(row) for row in rows])


def _line(row: Participant) -> tuple[str, str]:
    parts = (span_words(row.meeting), str(row.get_role_display()), str(row.get_answer_display()))
    return row.meeting.title, " · ".join(parts)
