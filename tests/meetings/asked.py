"""What the room's newer services are given by somebody who may do nothing; the rows are made when it is called."""

from collections.abc import Callable
from datetime import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kafkasder.core.days import today
from meetings import services
from meetings.models import LegalDuty, TermRule

from ..factories import make_user
from ..finance.rows import box
from .matrix_duties import make_duty
from .rows import make_decision, make_file, make_item, make_meeting

REASON = "Komisyon için"


def _in_series() -> Any:
    meeting = make_meeting()
    services.begin_series(meeting=meeting, rule="FREQ=WEEKLY", by=meeting.organiser)
    meeting.refresh_from_db()
    return meeting


def _link() -> Any:
    return services.link_decision(decision=make_decision(), kind="cash_limit", row_pk=box().pk, by=make_user("board"))


CALLS: dict[str, Callable[[], dict[str, Any]]] = {
    "meetings.calls.announce": lambda: {
        "meeting": make_meeting(kind="general_ordinary"),
        "called_on": today(),
        "call_ways": ["letter"],
    },
    "meetings.calls.open_second": lambda: {"meeting": make_meeting(kind="general_ordinary")},
    "meetings.duties.add_duty": lambda: {"duty": LegalDuty(title=REASON, due_on=today(), warn_on=today())},
    "meetings.duties.change_duty_state": lambda: {"duty": make_duty(), "target": "dropped", "reason": REASON},
    "meetings.duties.complete_duty": lambda: {"duty": make_duty(), "done_on": today(), "note": REASON},
    "meetings.duties.give_duty": lambda: {"duty": make_duty(), "owner": None, "warn_on": today()},
    "meetings.files.add_file": lambda: {
        "item": make_item(),
        "upload": SimpleUploadedFile("teklif.pdf", b"%PDF-1.7 teklif"),
    },
    "meetings.files.remove_file": lambda: {"file": make_file()},
    "meetings.links.link_decision": lambda: {
        "decision": make_decision(),
        "kind": "cash_limit",
        "row_pk": box().pk,
    },
    "meetings.links.unlink_decision": lambda: {"link": _link()},
    "meetings.series.begin_series": lambda: {"meeting": make_meeting(), "rule": "FREQ=WEEKLY"},
    "meetings.series.change_following": lambda: {
        "meeting": _in_series(),
        "at": time(10),
        "minutes": 60,
        "people": [],
        "agenda": [],
    },
    "meetings.series.end_series": lambda: {"meeting": _in_series()},
    "meetings.terms.add_term": lambda: {
        "rule": TermRule(key="board_notice", valid_from=today(), value=1, source="Tüzük")
    },
    "meetings.terms.remove_term": lambda: {"rule": TermRule.objects.first()},
}
# It asks nobody: what calls it did.
PARTS = {"meetings.duty_telling.tell_given"}
