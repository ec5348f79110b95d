"""May this person do this in that meeting? Meetings that one may not see never get here: they are a 404."""

from .decisions import can_adopt, can_correct, can_follow, can_read_book
from .duties import can_change_duty, can_complete_duty, can_manage_duties, can_remove_term, duty_owners
from .meetings import (
    callable_people,
    can_add,
    can_answer,
    can_begin,
    can_change,
    can_count,
    can_hold,
    can_import,
    can_remove_file,
    can_write,
    minds_all,
)

__all__ = [
    "callable_people",
    "can_add",
    "can_adopt",
    "can_answer",
    "can_begin",
    "can_change",
    "can_change_duty",
    "can_complete_duty",
    "can_correct",
    "can_count",
    "can_follow",
    "can_hold",
    "can_import",
    "can_manage_duties",
    "can_read_book",
    "can_remove_file",
    "can_remove_term",
    "can_write",
    "duty_owners",
    "minds_all",
]
