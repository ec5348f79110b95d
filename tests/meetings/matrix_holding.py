"""What each role gets where a meeting is held; volunteers and accounting meet meetings that are not theirs."""

from typing import Any

from accounts.models import User
from meetings.models import Meeting

from ..matrix import Row
from .rows import make_decision, make_item, make_meeting, make_participant

HOLDERS = ("admin", "board", "staff")


def somebody_there() -> list[object]:
    participant = make_participant(make_meeting(kind="staff"))
    Meeting.objects.update(state="ongoing")
    return [participant.pk]


def a_point() -> list[object]:
    item = make_item()
    Meeting.objects.update(state="ongoing")
    return [item.pk]


def organised_by(user: User) -> None:
    Meeting.objects.update(organiser=user)


def held(url: str, **options: Any) -> Row:
    return Row(url, **{"roles": HOLDERS, "own": organised_by} | options)


ROWS = [
    held("meetings:quorum_set", post=302, arguments=lambda: [make_meeting().pk]),
    held("meetings:proxy_set", post=422, arguments=somebody_there),
    held("meetings:votes", post=302, arguments=lambda: [make_decision().pk]),
    held("meetings:minutes_edit", post=422, arguments=a_point),
    held("meetings:minutes_draft", get=405, post=204, arguments=a_point),
    held("meetings:minutes_news", arguments=lambda: [*a_point(), "qrvM3e7_"]),
]
