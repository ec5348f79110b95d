"""May this person do this to that row? Rows that one may not see never get here: they are a 404."""

from .batches import (
    can_change_batch_row,
    can_open_batch,
    can_settle,
    can_type_into_batch,
    can_undo_settlement,
)
from .donors import (
    UNDO_WINDOW,
    can_add_campaign,
    can_add_donor,
    can_change_campaign,
    can_change_campaign_state,
    can_change_donor,
    can_change_donor_state,
    can_give_consent,
    can_import,
    can_reveal,
    can_withdraw_consent,
    changeable,
)
from .gifts import can_change_donation_state, can_record_donation, can_refund, can_take_in
from .imports import can_import_donations

__all__ = [
    "UNDO_WINDOW",
    "can_add_campaign",
    "can_add_donor",
    "can_change_batch_row",
    "can_change_campaign",
    "can_change_campaign_state",
    "can_change_donation_state",
    "can_change_donor",
    "can_change_donor_state",
    "can_give_consent",
    "can_import",
    "can_import_donations",
    "can_open_batch",
    "can_record_donation",
    "can_refund",
    "can_reveal",
    "can_settle",
    "can_take_in",
    "can_type_into_batch",
    "can_undo_settlement",
    "can_withdraw_consent",
    "changeable",
]
