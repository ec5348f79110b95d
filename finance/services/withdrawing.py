"""Taking back what waits for a second pair of eyes and has moved nothing yet."""

from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from kafkasder.core.locks import lock

from .. import policy
from ..models import FinanceRecord, Transfer
from ..states import WITHDRAWAL, RecordState
from . import splitting, telling

W = TypeVar("W", FinanceRecord, Transfer)


@transaction.atomic
def withdraw(*, row: W, reason: str, by: User) -> W:
    """Have a record or a transfer that waits wait no longer; whoever was asked to approve it is asked no more."""
    row = lock(row, by)
    policy.can_withdraw(by, row).require()
    WITHDRAWAL.require(row.state, RecordState.WITHDRAWN, reason)
    row.state, row.state_reason = RecordState.WITHDRAWN, reason.strip()
    row.decided_by, row.decided_at = by, timezone.now()
    row.save()
    if isinstance(row, FinanceRecord):
        splitting.judge(row)
    telling.ask_no_more(row)
    return row
