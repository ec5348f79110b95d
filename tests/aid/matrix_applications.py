"""What each role gets at the addresses of applications; volunteers meet those of households not given to them."""

from typing import Any

from accounts.models import User
from aid.states import Stage
from beneficiaries.models import Household

from ..matrix import EVERY_ROLE, READERS, Row
from . import rows

RECORDERS = ("admin", "board", "staff")
DECIDERS = ("admin", "board")


def given_to(user: User) -> None:
    """Give every household of the test to `user`."""
    Household.objects.update(assigned_to=user)


def an_application(stage: str = Stage.DRAFT) -> list[Any]:
    return [rows.make_application(stage).pk]


def an_asked() -> list[Any]:
    return [rows.make_application().asked.get().pk]


def a_paper(*more: str) -> list[Any]:
    return [rows.ask_paper(rows.make_application()).pk, *more]


def of_application(url: str, **options: Any) -> Row:
    """A row of what recorders do to an application."""
    given: dict[str, Any] = {"roles": RECORDERS, "post": 422, "arguments": an_application, "own": given_to}
    return Row(url, **given | options)


ROWS = [
    Row("aid:application_list", EVERY_ROLE, post=302),
    Row("aid:application_board", EVERY_ROLE, post=302),
    Row("aid:application_export", READERS, get=405, post=302, confined=True),
    Row("aid:application_bulk", RECORDERS, post=422, arguments=lambda: ["oncelik"], confined=True),
    Row(
        "aid:undo_application_bulk",
        RECORDERS,
        get=405,
        post=302,
        arguments=lambda: ["abc123"],
        missing=None,
        confined=True,
    ),
    Row("aid:application_create", RECORDERS, post=422, confined=True),
    Row("aid:application_people", EVERY_ROLE),
    Row("aid:application_detail", READERS, arguments=an_application, denied=404, own=given_to),
    of_application("aid:application_edit"),
    of_application(
        "aid:application_news",
        roles=READERS,
        post=405,
        arguments=lambda: [*an_application(), "qrvM3e7_"],
        denied=404,
    ),
    of_application("aid:application_stage", post=302, arguments=lambda: [*an_application(), "submitted"]),
    of_application("aid:application_move"),
    of_application(
        "aid:application_vote",
        roles=DECIDERS,
        arguments=lambda: an_application(Stage.COMMITTEE),
    ),
    Row("aid:application_reveal", RECORDERS, post=422, arguments=an_application, own=given_to),
    of_application("aid:asked_add"),
    of_application("aid:paper_add"),
    of_application("aid:asked_edit", arguments=an_asked),
    of_application("aid:asked_remove", post=302, arguments=an_asked),
    of_application("aid:paper_mark", get=405, post=302, arguments=lambda: a_paper("geldi")),
]
