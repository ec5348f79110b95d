"""The room's verbs. Each is one transaction: rule, lock, save; the audit trail writes itself in the database."""

from .batches import change_batch_row, close_batch, open_batch, remove_batch_row, type_into_batch
from .bulk import archive_many, label_many, undo_change_of_many
from .campaigns import change_campaign_state, save_campaign
from .consents import record_consent
from .donors import anonymous_donor, change_donor_state, save_donor
from .duplicates import Likeness, find_duplicates
from .giving import change_donation_state, record_donation, refund, take_in
from .reveal import REVEALABLE, reveal
from .settling import settle, undo_settlement

__all__ = [
    "REVEALABLE",
    "Likeness",
    "anonymous_donor",
    "archive_many",
    "change_batch_row",
    "change_campaign_state",
    "change_donation_state",
    "change_donor_state",
    "close_batch",
    "find_duplicates",
    "label_many",
    "open_batch",
    "record_consent",
    "record_donation",
    "refund",
    "remove_batch_row",
    "reveal",
    "save_campaign",
    "save_donor",
    "settle",
    "take_in",
    "type_into_batch",
    "undo_change_of_many",
    "undo_settlement",
]
