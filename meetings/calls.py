"""Calls: how long before a meeting it must be called, what a call must say, and when its second meeting may be.

An assembly that breaks these rules can be contested, so the panel refuses what the law forbids. Boards are called as
the statute says, which the association sets as its own term; the panel warns and goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today

from .choices import NOTICE_OF, CallWay, TermKey
from .models import Meeting
from .quorum import Quorum
from .states import MeetingState
from .terms import term
from .when import day_of


@dataclass(frozen=True)
class Call:
    """The call of a meeting as it stands: `notice` is how many days it needs, None where nobody asks for any."""

    meeting: Meeting
    notice: int | None
    missing: tuple[str | Promise, ...]
    warning: str | Promise
    ways: tuple[str | Promise, ...]

    @property
    def latest(self) -> date | None:
        """The last day on which the meeting can be called."""
        return None if self.notice is None else day_of(self.meeting.starts_at) - timedelta(days=self.notice)

    @property
    def days_before(self) -> int | None:
        """How many days before the meeting it was called."""
        called = self.meeting.called_on
        return None if called is None else (day_of(self.meeting.starts_at) - called).days


def call_of(meeting: Meeting) -> Call:
    """Return the call of a meeting, with what is amiss with it."""
    notice = notice_of(meeting)
    return Call(
        meeting=meeting,
        notice=notice,
        missing=tuple(_missing(meeting)),
        warning=_warning(meeting, notice),
        ways=tuple(CallWay(way).label for way in meeting.call_ways),
    )


def notice_of(meeting: Meeting) -> int | None:
    """Return how many days before a meeting it must be called; a second one was called together with the first."""
    key = NOTICE_OF.get(meeting.kind)
    return None if key is None or meeting.first_call_id else term(key)


def refusal_of_start(meeting: Meeting, called_on: date | None = None) -> str | Promise | None:
    """Tell why an assembly cannot be called, today or on a day, for when it begins; None if it can."""
    notice = notice_of(meeting)
    if not meeting.is_assembly or notice is None:
        return None
    earliest = (called_on or today()) + timedelta(days=notice)
    if day_of(meeting.starts_at) >= earliest:
        return None
    told = {"days": notice, "day": f"{earliest:%d.%m.%Y}"}
    return _("Genel kurul en az %(days)d gün önceden çağrılır; en erken %(day)s günü toplanabilir.") % told


def refusal_of_second(first: datetime, second: datetime) -> str | Promise | None:
    """Tell why a second meeting cannot be then; None if it can."""
    days = (day_of(second) - day_of(first)).days
    least, most = term(TermKey.SECOND_CALL_FROM), term(TermKey.SECOND_CALL_UNTIL)
    if least is not None and days < least:
        return _("İkinci toplantı ilkinden en az %(days)d gün sonra olur.") % {"days": least}
    if most is not None and days > most:
        return _("İkinci toplantı ilkinden en çok %(days)d gün sonra olur.") % {"days": most}
    return None


def _missing(meeting: Meeting) -> Iterator[str | Promise]:
    """Yield what the call of an assembly must say and does not."""
    if not meeting.is_assembly:
        return
    if not (meeting.place or meeting.link):
        yield _("Toplantının yeri")
    if not meeting.agenda.exists():
        yield _("Gündem")
    if meeting.second_at is None and meeting.first_call_id is None:
        yield _("İkinci toplantının günü ve saati")


def _warning(meeting: Meeting, notice: int | None) -> str | Promise:
    """Say what is wrong with when a meeting was called, or will soon be."""
    if notice is None or meeting.recorded_afterwards or meeting.state == MeetingState.CANCELLED:
        return ""
    called, starts = meeting.called_on, day_of(meeting.starts_at)
    if called is None and meeting.is_assembly:
        return _not_called(starts - timedelta(days=notice))
    days = (starts - (called or day_of(meeting.created_at))).days
    if days >= notice:
        return ""
    told = {"notice": notice, "days": max(days, 0)}
    return _("Bu toplantı en az %(notice)d gün önceden çağrılır; %(days)d gün önce çağrıldı.") % told


def _not_called(latest: date) -> str | Promise:
    if latest < today():
        return _("Çağrı süresi geçti: bu toplantının çağrıldığı kayıtlı değil.")
    return _("Çağrı en geç %(day)s günü yapılmalıdır.") % {"day": f"{latest:%d.%m.%Y}"}


def may_open_second(meeting: Meeting, quorum: Quorum) -> bool:
    """Whether too few came to an assembly, as its roll call or its end shows, and its second is still to be held."""
    if meeting.second_at is None or not meeting.is_assembly or quorum.is_reached:
        return False
    was_held = meeting.state == MeetingState.COMPLETED or (meeting.state == MeetingState.ONGOING and quorum.present > 0)
    return was_held and not hasattr(meeting, "second_call") and meeting.second_at > timezone.now()
