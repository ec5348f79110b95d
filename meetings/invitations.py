"""One's own invitations, by what one said to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import Answer
from .models import Meeting, Participant
from .states import MeetingState

_MOST = 100
_GROUPS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("waiting", _("Yanıt bekleyenler"), (Answer.INVITED,)),
    ("coming", _("Katılacaklarım"), (Answer.ACCEPTED, Answer.TENTATIVE)),
    ("declined", _("Katılmayacaklarım"), (Answer.DECLINED,)),
)


@dataclass(frozen=True)
class Group:
    key: str
    label: str | Promise
    invitations: list[Participant]


def invitations_of(person: Any) -> Any:
    """Return the invitations of somebody to meetings that are to come, the next one first."""
    meetings = Meeting.objects.visible_to(person).to_come().filter(state=MeetingState.SCHEDULED)
    rows = Participant.objects.filter(user=person, meeting__in=meetings.order_by())
    return rows.select_related("meeting__organiser").order_by("meeting__starts_at", "pk")


def groups_of(person: Any) -> list[Group]:
    return list(_groups(list(invitations_of(person)[:_MOST])))


def _groups(found: list[Participant]) -> Iterator[Group]:
    for key, label, answers in _GROUPS:
        yield Group(key, label, [each for each in found if each.answer in answers])
