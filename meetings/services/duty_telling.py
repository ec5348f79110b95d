"""Telling people of duties."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from notifications.services import Words, notify

from .. import kinds, policy
from ..models import LegalDuty


def tell_given(duty: LegalDuty, by: Any) -> None:
    """Tell who minds a duty from now on."""
    if duty.owner is None:
        return

    def words() -> Words:
        return Words(_("Yasal yükümlülük size verildi: %(duty)s") % {"duty": duty.title}, _due_line(duty))

    notify(kind=kinds.DUTY, to=[duty.owner], words=words, about=duty, by=by)


def tell_due(duty: LegalDuty, stage: str) -> int:
    """Remind whose duty it is, or those who mind all where it is nobody's; once for each stage of a day."""

    def words() -> Words:
        said = _("Yasal süre geçti: %(duty)s") if duty.is_late else _("Yasal süre yaklaşıyor: %(duty)s")
        return Words(said % {"duty": duty.title}, _due_line(duty))

    to = [duty.owner] if duty.owner else policy.duty_owners(duty.verb).with_verb("meetings.manage_duties")
    return notify(kind=kinds.DUTY_DUE, to=to, words=words, about=duty, cause=f"{duty.pk} {duty.due_on} {stage}")


def _due_line(duty: LegalDuty) -> str:
    return _("Son gün: %(day)s") % {"day": date_format(duty.due_on, "j F Y")}
