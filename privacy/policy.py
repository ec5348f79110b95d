"""May this person do this to that row? Rows that one may not see never get here: they are a 404."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused

from .models import DataRequest, DestructionProposal, NoticeVersion
from .states import ProposalState


def can_write_notice(user: Any) -> Decision:
    return has_verb(user, "privacy.change_notices")


def can_change_notice(user: Any, version: NoticeVersion) -> Decision:
    """A text that somebody was given stays as it was given."""
    if version.deliveries.exists():
        return refused(_("Bu metin verilmiş; değiştirilemez. Yeni bir sürüm yazın."))
    return can_write_notice(user)


def can_record_delivery(user: Any) -> Decision:
    return has_verb(user, "privacy.record_delivery")


def can_record_request(user: Any) -> Decision:
    return has_verb(user, "privacy.record_request")


def can_change_request(user: Any, request: DataRequest) -> Decision:
    """Whoever records requests corrects what was written of one as long as it is open."""
    if not request.is_open:
        return refused(_("Sonuçlanmış başvuru değiştirilemez; önce yeniden açın."))
    return can_record_request(user) or can_answer_request(user, request)


def can_export(user: Any) -> Decision:
    """Taking out everything about a person whom the user may see."""
    return has_verb(user, "privacy.export_subject")


def can_answer_request(user: Any, request: DataRequest) -> Decision:
    return has_verb(user, "privacy.answer_request")


def can_set_rule(user: Any) -> Decision:
    return has_verb(user, "privacy.change_retention")


def can_propose(user: Any) -> Decision:
    """`user` is None where a command proposes; nothing is destroyed by a proposal."""
    return ALLOWED if user is None else has_verb(user, "privacy.propose_destruction")


def can_take_out(user: Any, proposal: DestructionProposal) -> Decision:
    """Whoever proposes may also spare a row, as long as nothing is destroyed."""
    if proposal.state != ProposalState.OPEN:
        return refused(_("Bu öneri sonuçlanmış."))
    return has_verb(user, "privacy.propose_destruction")


def can_confirm(user: Any, proposal: DestructionProposal) -> Decision:
    """Two different people confirm; nobody does it twice."""
    if proposal.state != ProposalState.OPEN:
        return refused(_("Bu öneri sonuçlanmış."))
    if proposal.confirmations.filter(by=user.pk).exists():
        return refused(_("Bu öneriyi zaten onayladınız; ikinci onayı başka biri vermelidir."))
    return has_verb(user, "privacy.confirm_destruction")


def can_carry_out(user: Any) -> Decision:
    """Going on with what two people confirmed, as one of those who confirm."""
    return has_verb(user, "privacy.confirm_destruction")


def can_cancel(user: Any, proposal: DestructionProposal) -> Decision:
    if proposal.state != ProposalState.OPEN:
        return refused(_("Bu öneri sonuçlanmış."))
    return has_verb(user, "privacy.propose_destruction")


def can_manage_breach(user: Any) -> Decision:
    return has_verb(user, "privacy.manage_breaches")
