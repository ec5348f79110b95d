"""The verbs of the room."""

from .agenda import add_item, move_item, remove_item, write_item
from .answers import answer
from .meetings import create_meeting, save_meeting
from .people import add_guest, add_people, remove_participant, set_role
from .reminding import remind_of_meetings
from .states import change_state

__all__ = [
    "add_guest",
    "add_item",
    "add_people",
    "answer",
    "change_state",
    "create_meeting",
    "move_item",
    "remind_of_meetings",
    "remove_item",
    "remove_participant",
    "save_meeting",
    "set_role",
    "write_item",
]
