"""What each role gets at the addresses of actions; volunteers and accounting meet those of foreign meetings."""

from accounts.models import User
from meetings.models import Meeting
from tasks.models import Task

from ..matrix import EVERY_ROLE, Row
from .rows import make_action, make_meeting

SEE_ALL = ("admin", "board", "staff", "auditor")
HOLDERS = ("admin", "board", "staff")


def an_action() -> list[object]:
    return [make_action().pk]


def done_by(user: User) -> None:
    """Give all actions of the test to somebody."""
    Task.objects.update(responsible=user)


def organised_by(user: User) -> None:
    Meeting.objects.update(organiser=user)


ROWS = [
    Row("meetings:action_list", EVERY_ROLE, post=302),
    Row("meetings:action_export", HOLDERS, get=405, post=302, confined=True),
    Row("meetings:action_detail", SEE_ALL, arguments=an_action, denied=404, own=done_by),
    Row(
        "meetings:action_state",
        HOLDERS,
        post=302,
        arguments=lambda: [*an_action(), "devam"],
        own=done_by,
        hidden=("accounting", "volunteer"),
    ),
    Row(
        "meetings:action_add",
        HOLDERS,
        post=422,
        arguments=lambda: [make_meeting(state="ongoing").pk],
        own=organised_by,
    ),
]
