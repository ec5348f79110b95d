"""The verbs of the room."""

from .actions import change_action_state, open_action
from .agenda import add_item, move_item, remove_item, write_item
from .answers import answer
from .attendance import mark_attendance
from .calls import announce, open_second
from .decisions import adopt, change_decision_state, correct, remind_of_decisions, save_follow_up
from .duties import (
    add_duty,
    change_duty_state,
    complete_duty,
    give_duty,
    refresh_duties,
    remind_of_duties,
)
from .files import add_file, remove_file
from .links import link_decision, unlink_decision
from .meetings import create_meeting, save_meeting
from .minutes import keep_draft, save_minutes
from .people import add_guest, add_people, remove_participant, set_role
from .quorum import represent, set_quorum
from .reminding import remind_of_meetings
from .series import begin_series, change_following, end_series, fill_series
from .states import change_state
from .terms import add_term, remove_term
from .votes import record_votes

__all__ = [
    "add_duty",
    "add_file",
    "add_guest",
    "add_item",
    "add_people",
    "add_term",
    "adopt",
    "announce",
    "answer",
    "begin_series",
    "change_action_state",
    "change_decision_state",
    "change_duty_state",
    "change_following",
    "change_state",
    "complete_duty",
    "correct",
    "create_meeting",
    "end_series",
    "fill_series",
    "give_duty",
    "keep_draft",
    "link_decision",
    "mark_attendance",
    "move_item",
    "open_action",
    "open_second",
    "record_votes",
    "refresh_duties",
    "remind_of_decisions",
    "remind_of_duties",
    "remind_of_meetings",
    "remove_file",
    "remove_item",
    "remove_participant",
    "remove_term",
    "represent",
    "save_follow_up",
    "save_meeting",
    "save_minutes",
    "set_quorum",
    "set_role",
    "unlink_decision",
    "write_item",
]
