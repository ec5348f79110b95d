"""The verbs of the room."""

from .board import move
from .bulk import assign_many, change_many, change_state_of_many, undo_change_of_many
from .checklist import add_step, remove_step, tick_step, write_step
from .comments import edit_comment, withdraw_comment, write_comment
from .files import add_file, remove_file
from .following import follow, unfollow
from .linking import link_record
from .reminding import remind_of_due, remind_of_late
from .repeating import open_next_task, open_next_tasks
from .states import cancel_series, change_state
from .tasks import assign, create_task, mark_read, save_task
from .telling import tell_imported

__all__ = [
    "add_file",
    "add_step",
    "assign",
    "assign_many",
    "cancel_series",
    "change_many",
    "change_state",
    "change_state_of_many",
    "create_task",
    "edit_comment",
    "follow",
    "link_record",
    "mark_read",
    "move",
    "open_next_task",
    "open_next_tasks",
    "remind_of_due",
    "remind_of_late",
    "remove_file",
    "remove_step",
    "save_task",
    "tell_imported",
    "tick_step",
    "undo_change_of_many",
    "unfollow",
    "withdraw_comment",
    "write_comment",
    "write_step",
]
