"""What each role gets at the addresses of calls and of the terms that they go by."""

from datetime import timedelta

from accounts.models import User
from kafkasder.core.days import today
from meetings import services
from meetings.models import Meeting, TermRule

from ..matrix import Row
from .rows import make_meeting

HOLDERS = ("admin", "board", "staff")
MINDERS = ("admin", "board")


def an_assembly() -> list[object]:
    return [make_meeting(kind="general_ordinary").pk]


def a_coming_term() -> list[object]:
    coming = today() + timedelta(days=1)
    return [TermRule.objects.create(key="board_notice", valid_from=coming, value=3, source="Tüzük 12").pk]


def organised_by(user: User) -> None:
    Meeting.objects.update(organiser=user)


def of_a_series() -> list[object]:
    meeting = make_meeting()
    services.begin_series(meeting=meeting, rule="FREQ=WEEKLY", by=meeting.organiser)
    return [meeting.pk]


ROWS = [
    Row("meetings:series_edit", HOLDERS, post=422, arguments=of_a_series, own=organised_by),
    Row("meetings:series_end", HOLDERS, post=302, arguments=of_a_series, own=organised_by),
    Row("meetings:call", HOLDERS, post=422, arguments=an_assembly, own=organised_by),
    Row("meetings:second_open", HOLDERS, get=405, post=302, arguments=an_assembly, own=organised_by),
    Row("meetings:term_list", MINDERS, post=302, confined=True),
    Row("meetings:term_add", MINDERS, post=422, confined=True),
    Row("meetings:term_remove", MINDERS, post=302, arguments=a_coming_term, confined=True),
]
