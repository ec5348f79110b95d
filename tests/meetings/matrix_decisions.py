"""What each role gets at the addresses of decisions; volunteers and accounting meet those of foreign meetings."""

from typing import Any

from accounts.models import User
from meetings.models import Decision, DecisionLink, Meeting

from ..matrix import EVERY_ROLE, Row
from .rows import make_decision, make_meeting, make_participant

SEE_ALL = ("admin", "board", "staff", "auditor")
HOLDERS = ("admin", "board", "staff")


def a_decision() -> list[object]:
    return [make_decision().pk]


def a_link() -> list[object]:
    """A link to a cash box, which staff may not take back; they are told so on the decision's page."""
    decision = make_decision()
    link = DecisionLink.objects.create(
        decision=decision, kind="cash_limit", row_pk=1, said="x", linked_by=decision.created_by
    )
    return [link.pk]


def somebody_there() -> list[object]:
    participant = make_participant()
    Meeting.objects.update(state="ongoing")
    return [participant.pk]


def organised_by(user: User) -> None:
    """Make all meetings of the test somebody's own."""
    Meeting.objects.update(organiser=user)


def followed_by(user: User) -> None:
    """Give all decisions of the test to somebody."""
    Decision.objects.update(owner=user)


def called(user: User) -> None:
    """Call somebody to all meetings of the test."""
    for meeting in Meeting.objects.all():
        meeting.participants.get_or_create(user=user)


def of_decision(url: str, **options: Any) -> Row:
    return Row(url, **{"roles": HOLDERS, "arguments": a_decision, "own": organised_by} | options)


ROWS = [
    Row("meetings:decision_list", EVERY_ROLE, post=302),
    Row("meetings:decision_export", SEE_ALL, get=405, post=302, confined=True),
    Row("meetings:books", SEE_ALL),
    Row(
        "meetings:book_paper",
        SEE_ALL,
        get=405,
        post=200,
        arguments=lambda: [make_decision().book, make_decision().year],
    ),
    Row("meetings:decision_detail", SEE_ALL, arguments=a_decision, denied=404, own=called),
    Row("meetings:decision_paper", SEE_ALL, arguments=a_decision, denied=404, own=called),
    Row(
        "meetings:meeting_paper",
        SEE_ALL,
        arguments=lambda: [make_meeting().pk, "hazirun"],
        denied=404,
        own=called,
    ),
    of_decision("meetings:decision_edit", post=422),
    of_decision("meetings:decision_news", arguments=lambda: [*a_decision(), "qrvM3e7_"]),
    of_decision("meetings:decision_correct", post=422),
    of_decision(
        "meetings:decision_state",
        post=302,
        arguments=lambda: [*a_decision(), "ongoing"],
        own=followed_by,
        sees=("auditor",),
        hidden=("accounting", "volunteer"),
    ),
    of_decision("meetings:decision_link", post=422),
    of_decision("meetings:decision_unlink", get=405, post=302, arguments=a_link),
    of_decision("meetings:decision_adopt", post=422, arguments=lambda: [make_meeting(state="ongoing").pk]),
    of_decision("meetings:attendance", get=405, post=302, arguments=lambda: [*somebody_there(), "katildi"]),
]
