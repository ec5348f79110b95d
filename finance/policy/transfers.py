"""May this person move money, and decide about what another moved?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import Decision, has_verb, refused

from .. import rules
from ..models import Transfer
from ..states import RecordState

# Of who sees a shared live page nothing but verbs is known: they are asked first.
_RECORD, _APPROVE = "finance.record_finance", "finance.approve_finance"


def can_transfer(user: Any) -> Decision:
    return has_verb(user, _RECORD)


def can_change_transfer(user: Any, transfer: Transfer) -> Decision:
    """Only what still waits changes; what was approved is moved back."""
    if transfer.state != RecordState.PENDING:
        return refused(_("Onaylanmış, reddedilmiş ya da geri çekilmiş aktarım değişmez."))
    return has_verb(user, _RECORD)


def can_decide_transfer(user: Any, transfer: Transfer) -> Decision:
    """Four eyes: what somebody wrote is approved or rejected by somebody else."""
    if transfer.state != RecordState.PENDING:
        return refused(_("Bu aktarım için karar verilmiş."))
    if not (may := has_verb(user, _APPROVE)):
        return may
    if transfer.created_by_id == user.pk:
        return refused(_("Kendi yazdığınız aktarımı onaylayamaz ya da reddedemezsiniz."))
    return may


def can_undo_transfer(user: Any, transfer: Transfer) -> Decision:
    """What needs four eyes to be moved needs another's to be moved back."""
    if transfer.state != RecordState.APPROVED or transfer.reverses_id:
        return refused(_("Yalnız onaylanmış bir aktarım geri alınır."))
    if _is_another_rooms(transfer):
        return refused(_("Bu aktarım kendi kaynağından geri alınır."))
    if not rules.needs_four_eyes(transfer.amount, transfer.currency, transfer.day):
        return has_verb(user, _RECORD)
    if not (may := has_verb(user, _APPROVE)):
        return may
    if transfer.created_by_id == user.pk:
        return refused(_("Bu tutardaki aktarımı yazan geri alamaz; bir başkası geri alır."))
    return may


def _is_another_rooms(transfer: Transfer) -> bool:
    """Whether a row of a room above stands for it, which would disagree with it from then on."""
    ours = Transfer._meta.app_label
    relations: list[Any] = [each for each in Transfer._meta.get_fields(include_hidden=True) if each.auto_created]
    theirs = [each for each in relations if each.one_to_one and each.related_model._meta.app_label != ours]
    return any(each.related_model._default_manager.filter(**{each.field.name: transfer}).exists() for each in theirs)
