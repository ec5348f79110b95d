"""What each role gets at the addresses of meetings; volunteers and accounting meet those that are not theirs."""

from typing import Any

from accounts.models import User
from meetings.models import AgendaFile, Meeting

from ..matrix import EVERY_ROLE, Row
from .matrix_actions import ROWS as ACTION_ROWS
from .matrix_calls import ROWS as CALL_ROWS
from .matrix_decisions import ROWS as DECISION_ROWS
from .matrix_duties import ROWS as DUTY_ROWS
from .matrix_holding import ROWS as HOLDING_ROWS
from .rows import make_file, make_item, make_meeting, make_participant

SEE_ALL = ("admin", "board", "staff", "auditor")
HOLDERS = ("admin", "board", "staff")


def a_meeting() -> list[object]:
    return [make_meeting().pk]


def a_participant() -> list[object]:
    return [make_participant().pk]


def an_item() -> list[object]:
    return [make_item().pk]


def a_file() -> list[object]:
    """A file that nobody of the table put there; so staff, who mind all meetings, take it away too."""
    return [make_file().pk]


def added_by(user: User) -> None:
    """Make all meetings of the test and what was put there somebody's own."""
    organised_by(user)
    AgendaFile.objects.update(added_by=user)


def organised_by(user: User) -> None:
    """Make all meetings of the test somebody's own."""
    Meeting.objects.update(organiser=user)


def called(user: User) -> None:
    """Call somebody to all meetings of the test."""
    for meeting in Meeting.objects.all():
        meeting.participants.get_or_create(user=user)


def of_meeting(url: str, **options: Any) -> Row:
    return Row(url, **{"roles": HOLDERS, "arguments": a_meeting, "own": organised_by} | options)


ROWS = [
    *ACTION_ROWS,
    *CALL_ROWS,
    *DECISION_ROWS,
    *DUTY_ROWS,
    *HOLDING_ROWS,
    Row("meetings:meeting_list", EVERY_ROLE, post=302),
    Row("meetings:meeting_export", HOLDERS, get=405, post=302, confined=True),
    Row("meetings:meeting_create", HOLDERS, post=422, confined=True),
    Row("meetings:invitations", EVERY_ROLE),
    Row(
        "meetings:meeting_detail",
        SEE_ALL,
        arguments=a_meeting,
        denied=404,
        own=called,
    ),
    of_meeting("meetings:meeting_edit", post=422),
    of_meeting("meetings:meeting_news", arguments=lambda: [*a_meeting(), "qrvM3e7_"]),
    of_meeting("meetings:meeting_state", post=302, arguments=lambda: [*a_meeting(), "ongoing"]),
    Row(
        "meetings:invitation",
        (),  # nobody is called to it
        arguments=a_meeting,
        denied=404,
        own=called,
    ),
    Row(
        "meetings:answer",
        (),  # nobody is called to it
        get=405,
        post=302,
        arguments=lambda: [*a_meeting(), "katilacak"],
        own=called,
        sees=SEE_ALL,
        hidden=("accounting", "volunteer"),
    ),
    of_meeting("meetings:people_add", post=422),
    of_meeting("meetings:guest_add", post=422),
    of_meeting("meetings:role_set", post=422, arguments=a_participant),
    of_meeting("meetings:participant_remove", get=405, post=302, arguments=a_participant),
    of_meeting("meetings:item_add", post=422),
    of_meeting("meetings:item_edit", post=422, arguments=an_item),
    of_meeting("meetings:file_add", post=422, arguments=an_item),
    Row("meetings:file_download", SEE_ALL, arguments=a_file, denied=404, own=called),
    of_meeting("meetings:file_remove", get=405, post=302, arguments=a_file, own=added_by),
    of_meeting("meetings:item_remove", get=405, post=302, arguments=an_item),
    of_meeting("meetings:item_move", get=405, post=302, arguments=lambda: [*an_item(), "asagi"]),
]
