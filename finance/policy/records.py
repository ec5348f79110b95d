"""May this person do this to that income or expense?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import Decision, has_verb, refused

from ..models import FinanceRecord, RecordFile, Transfer
from ..states import RecordState

_RECORD, _APPROVE = "finance.record_finance", "finance.approve_finance"


def can_record(user: Any) -> Decision:
    return has_verb(user, _RECORD)


def can_change_record(user: Any, record: FinanceRecord) -> Decision:
    """Only what still waits changes; what was approved is corrected by a reversal."""
    if record.state != RecordState.PENDING:
        return refused(_("Onaylanmış ya da reddedilmiş kayıt değişmez; ters kayıtla düzeltin."))
    if record.reverses_id:
        return refused(_("Ters kayıt değişmez; reddedilip yeniden yazılır."))
    return has_verb(user, _RECORD)


def can_decide(user: Any, record: FinanceRecord) -> Decision:
    """Four eyes: what somebody wrote is approved or rejected by somebody else."""
    if record.state != RecordState.PENDING:
        return refused(_("Bu kayıt için karar verilmiş."))
    if not (may := has_verb(user, _APPROVE)):
        return may
    if record.created_by_id == user.pk:
        return refused(_("Kendi yazdığınız kaydı onaylayamaz ya da reddedemezsiniz."))
    return may


def can_withdraw(user: Any, row: FinanceRecord | Transfer) -> Decision:
    """What waits is taken away by whoever wrote it; others who may decide reject it."""
    if row.state != RecordState.PENDING:
        return refused(_("Karara bağlanmış kayıt geri çekilmez."))
    if not (may := has_verb(user, _RECORD)):
        return may
    if row.created_by_id != user.pk:
        return refused(_("Bekleyen kaydı yalnız yazan geri çeker."))
    return may


def can_reverse(user: Any, record: FinanceRecord) -> Decision:
    """What another room made is taken back there, so that its row and the ledger never disagree."""
    if record.state != RecordState.APPROVED or record.reverses_id:
        return refused(_("Yalnız onaylanmış bir kayıt ters kayıtla geri alınır."))
    if record.source:
        return refused(_("Bu kayıt kendi kaynağından geri alınır."))
    return has_verb(user, _RECORD)


def can_remove_file(user: Any, file: RecordFile) -> Decision:
    """The proofs of what was approved stay."""
    if file.record.state != RecordState.PENDING:
        return refused(_("Karara bağlanmış kaydın belgesi kaldırılmaz."))
    return has_verb(user, _RECORD)


def can_import(user: Any) -> Decision:
    may = has_verb(user, "finance.import_finance")
    return has_verb(user, _RECORD) if may else may
