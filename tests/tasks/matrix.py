"""What each role gets at the addresses of tasks; volunteers and accounting meet tasks that are not theirs."""

from typing import Any

from accounts.models import User
from tasks.models import Comment, Task, TaskFile

from ..matrix import EVERY_ROLE, Row
from .matrix_board import ROWS as BOARD_ROWS
from .rows import make_comment, make_file, make_step, make_task

SEE_ALL = ("admin", "board", "staff", "auditor")
MINDERS = ("admin", "board", "staff")
OPENERS = (*MINDERS, "accounting", "volunteer")
CONFINED_ROLES = ("accounting", "volunteer")  # they have the verb, and lack the row


def a_task() -> list[object]:
    return [make_task().pk]


def a_step() -> list[object]:
    return [make_step().pk]


def a_comment() -> list[object]:
    return [make_comment().pk]


def a_file() -> list[object]:
    return [make_file().pk]


def made_by(user: User) -> None:
    """Make all tasks of the test, and what stands in them, somebody's own."""
    Task.objects.update(created_by=user)
    Comment.objects.update(author=user)
    TaskFile.objects.update(added_by=user)


def of_task(url: str, **options: Any) -> Row:
    return Row(url, **{"roles": MINDERS, "arguments": a_task, "own": made_by, "hidden": CONFINED_ROLES} | options)


ROWS = [
    *BOARD_ROWS,
    Row("tasks:task_list", EVERY_ROLE, post=302),
    Row("tasks:task_export", (*MINDERS, "accounting"), get=405, post=302, confined=True),
    Row("tasks:task_bulk", OPENERS, post=422, arguments=lambda: ["son-gun"]),
    Row("tasks:undo_bulk", OPENERS, get=405, post=302, arguments=lambda: ["K7XQ2MP4A1"], missing=302),
    Row("tasks:task_create", OPENERS, post=422),
    Row("tasks:task_detail", SEE_ALL, arguments=a_task, denied=404, own=made_by),
    of_task("tasks:task_edit", post=422),
    of_task("tasks:task_news", arguments=lambda: [*a_task(), "qrvM3e7_"]),
    Row("tasks:task_read", SEE_ALL, get=405, post=302, arguments=a_task, denied=404, own=made_by),
    of_task("tasks:task_state", post=302, arguments=lambda: [*a_task(), "in_progress"]),
    of_task("tasks:task_assign", post=302, hidden=("accounting",)),
    of_task("tasks:task_take", get=405, post=302),
    of_task("tasks:task_link", post=422),
    of_task("tasks:task_unlink", get=405, post=302),
    Row("tasks:task_follow", SEE_ALL, get=405, post=302, arguments=a_task, denied=404, own=made_by),
    Row("tasks:task_unfollow", SEE_ALL, get=405, post=302, arguments=a_task, denied=404, own=made_by),
    of_task("tasks:step_add", post=422),
    of_task("tasks:step_edit", post=422, arguments=a_step),
    of_task("tasks:step_tick", get=405, post=302, arguments=lambda: [*a_step(), "yapildi"]),
    of_task("tasks:step_remove", get=405, post=302, arguments=a_step),
    of_task("tasks:comment_add", post=422),
    of_task("tasks:mention_names"),
    of_task("tasks:comment_edit", roles=(), post=422, arguments=a_comment, sees=MINDERS),  # nobody puts others' words
    of_task("tasks:comment_withdraw", get=405, post=302, arguments=a_comment),
    of_task("tasks:file_add", post=422),
    Row("tasks:file_download", SEE_ALL, arguments=a_file, denied=404, own=made_by),
    of_task("tasks:file_remove", get=405, post=302, arguments=a_file),
]
