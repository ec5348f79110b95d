"""The registry's verbs. Each is one transaction: rule, lock, save; the audit trail writes itself in the database."""

from .accounts import change_account_state, households_with_iban, make_primary, save_account
from .budget import set_budget
from .bulk import change_households, undo_change_of_households
from .duplicates import Likeness, find_duplicates
from .families import Family, add_members, register_families
from .numbers import take_file_numbers
from .records import save_document, save_sensitive
from .registry import choose_head, move_person, register_household, save_household, save_person
from .reveal import REVEALABLE, open_sensitive, reveal
from .states import change_household_state, change_person_state, undo_state_change

__all__ = [
    "REVEALABLE",
    "Family",
    "Likeness",
    "add_members",
    "change_account_state",
    "change_household_state",
    "change_households",
    "change_person_state",
    "choose_head",
    "find_duplicates",
    "households_with_iban",
    "make_primary",
    "move_person",
    "open_sensitive",
    "register_families",
    "register_household",
    "reveal",
    "save_account",
    "save_document",
    "save_household",
    "save_person",
    "save_sensitive",
    "set_budget",
    "take_file_numbers",
    "undo_change_of_households",
    "undo_state_change",
]
