"""May this person do this to that row? Rows that one may not see never get here: they are a 404."""

from .places import can_change_account, can_change_fund, can_change_fund_state, can_manage
from .records import can_change_record, can_decide, can_import, can_record, can_remove_file, can_reverse

__all__ = [
    "can_change_account",
    "can_change_fund",
    "can_change_fund_state",
    "can_change_record",
    "can_decide",
    "can_import",
    "can_manage",
    "can_record",
    "can_remove_file",
    "can_reverse",
]
