"""The registry's verbs. Each is one transaction: rule, lock, save; the audit trail writes itself in the database."""

from .duplicates import Likeness, find_duplicates
from .numbers import take_file_numbers
from .registry import choose_head, move_person, register_household, save_household, save_person
from .reveal import REVEALABLE, reveal
from .states import change_household_state, change_person_state, undo_state_change

__all__ = [
    "REVEALABLE",
    "Likeness",
    "change_household_state",
    "change_person_state",
    "choose_head",
    "find_duplicates",
    "move_person",
    "register_household",
    "reveal",
    "save_household",
    "save_person",
    "take_file_numbers",
    "undo_state_change",
]
