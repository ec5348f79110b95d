"""May this person do this to that row? Rows that one may not see never get here: they are a 404."""

from .counts import can_count
from .periods import can_lock
from .places import can_change_account, can_change_fund, can_change_fund_state, can_manage
from .records import can_change_record, can_decide, can_import, can_record, can_remove_file, can_reverse, can_withdraw
from .rules import can_remove_rule
from .transfers import can_change_transfer, can_decide_transfer, can_transfer, can_undo_transfer

__all__ = [
    "can_change_account",
    "can_change_fund",
    "can_change_fund_state",
    "can_change_record",
    "can_change_transfer",
    "can_count",
    "can_decide",
    "can_decide_transfer",
    "can_import",
    "can_lock",
    "can_manage",
    "can_record",
    "can_remove_file",
    "can_remove_rule",
    "can_reverse",
    "can_transfer",
    "can_undo_transfer",
    "can_withdraw",
]
