"""The room's verbs. Each is one transaction: rule, lock, save; the audit trail writes itself in the database."""

from .batches import change_batch_row, close_batch, open_batch, remove_batch_row, type_into_batch
from .books import (
    authorize_collector,
    change_book,
    change_book_state,
    deliver_book,
    register_book,
    revoke_authorization,
    take_back_book,
)
from .bulk import archive_many, label_many, undo_change_of_many
from .campaigns import change_campaign_state, save_campaign
from .cheques import change_cheque_state
from .consents import record_consent
from .donors import anonymous_donor, change_donor_state, save_donor
from .duplicates import Likeness, find_duplicates
from .gift_reveal import PAYMENT_REVEALABLE, reveal_payment
from .gift_telling import remind_of_cheques
from .giving import (
    cash_limit,
    change_donation_state,
    record_donation,
    refund,
    save_donation,
    take_in,
)
from .receipt_mail import send_receipt
from .receipts import MOST_AT_ONCE, issue_receipt, issue_receipts, spoil_leaf, void_receipt
from .reveal import REVEALABLE, reveal
from .settling import settle, undo_settlement
from .splits import Split, cash_of_the_day, is_split, split_of

__all__ = [
    "MOST_AT_ONCE",
    "PAYMENT_REVEALABLE",
    "REVEALABLE",
    "Likeness",
    "Split",
    "anonymous_donor",
    "archive_many",
    "authorize_collector",
    "cash_limit",
    "cash_of_the_day",
    "change_batch_row",
    "change_book",
    "change_book_state",
    "change_campaign_state",
    "change_cheque_state",
    "change_donation_state",
    "change_donor_state",
    "close_batch",
    "deliver_book",
    "find_duplicates",
    "is_split",
    "issue_receipt",
    "issue_receipts",
    "label_many",
    "open_batch",
    "record_consent",
    "record_donation",
    "refund",
    "register_book",
    "remind_of_cheques",
    "remove_batch_row",
    "reveal",
    "reveal_payment",
    "revoke_authorization",
    "save_campaign",
    "save_donation",
    "save_donor",
    "send_receipt",
    "settle",
    "split_of",
    "spoil_leaf",
    "take_back_book",
    "take_in",
    "type_into_batch",
    "undo_change_of_many",
    "undo_settlement",
    "void_receipt",
]
