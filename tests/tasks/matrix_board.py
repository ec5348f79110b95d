"""What each role gets at the board, the day, the calendar and its feed; `matrix` holds them with the room's others."""

from accounts.models import User
from tasks.models import Task
from tasks.services.feeds import make_feed

from ..factories import make_user
from ..matrix import EVERY_ROLE, Row
from .rows import make_task

MINDERS = ("admin", "board", "staff")
OPENERS = (*MINDERS, "accounting", "volunteer")
HIDDEN = ("accounting", "volunteer")  # they have the verb, and lack the row


def _a_task() -> list[object]:
    return [make_task().pk]


def _a_done_task() -> list[object]:
    return [make_task(state="completed").pk, "in_progress"]


def _made_by(user: User) -> None:
    Task.objects.update(created_by=user)


ROWS = [
    Row("tasks:my_day", EVERY_ROLE),
    Row("tasks:board", EVERY_ROLE, post=302),
    Row("tasks:board_move", MINDERS, post=422, arguments=_a_task, own=_made_by, hidden=HIDDEN),
    Row("tasks:quick_add", OPENERS, post=422),
    Row("tasks:quick_hint", OPENERS, get=405, post=200),
    Row("tasks:quick_done", MINDERS, get=405, post=302, arguments=_a_task, own=_made_by, hidden=HIDDEN),
    Row("tasks:quick_undo", MINDERS, get=405, post=302, arguments=_a_done_task, own=_made_by, hidden=HIDDEN),
    Row("tasks:calendar", EVERY_ROLE),
    Row("tasks:feed", EVERY_ROLE),
    Row("tasks:feed_make", EVERY_ROLE, get=405, post=200),
    Row("tasks:feed_revoke", EVERY_ROLE, get=405, post=302),
    # Open to whoever knows the key
    Row("tasks:feed_file", EVERY_ROLE, arguments=lambda: [make_feed(by=make_user("staff"))], stranger=None),
]
