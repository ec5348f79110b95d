"""The registry's verbs. Each is one transaction: rule, lock, save; the audit trail writes itself in the database."""

from .accounts import change_account_state, households_with_iban, make_primary, save_account, store_accounts
from .budget import set_budget
from .bulk import change_households, undo_change_of_households
from .case_telling import remind_of_case_files
from .consents import record_consent, withdraw_consent, write_consent_text
from .duplicates import Likeness, find_duplicates
from .families import Family, add_members, register_families
from .notes import withdraw_note, write_note
from .numbers import take_file_numbers
from .papers import (
    add_paper,
    add_version,
    delete_files,
    open_version,
    remove_paper,
    restore_version,
    save_paper,
)
from .records import save_document, save_sensitive
from .referrals import change_referral_state, refer
from .registry import choose_head, move_person, register_household, save_household, save_person
from .reveal import REVEALABLE, open_sensitive, reveal
from .states import change_household_state, change_person_state, undo_state_change

__all__ = [
    "REVEALABLE",
    "Family",
    "Likeness",
    "add_members",
    "add_paper",
    "add_version",
    "change_account_state",
    "change_household_state",
    "change_households",
    "change_person_state",
    "change_referral_state",
    "choose_head",
    "delete_files",
    "find_duplicates",
    "households_with_iban",
    "make_primary",
    "move_person",
    "open_sensitive",
    "open_version",
    "record_consent",
    "refer",
    "register_families",
    "register_household",
    "remind_of_case_files",
    "remove_paper",
    "restore_version",
    "reveal",
    "save_account",
    "save_document",
    "save_household",
    "save_paper",
    "save_person",
    "save_sensitive",
    "set_budget",
    "store_accounts",
    "take_file_numbers",
    "undo_change_of_households",
    "undo_state_change",
    "withdraw_consent",
    "withdraw_note",
    "write_consent_text",
    "write_note",
]
