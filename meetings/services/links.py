"""What a decision settles in other rooms: said with its adoption or afterwards, and taken back where it was wrong."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.decided import DECIDABLES, row_of
from kafkasder.core.locks import lock

from .. import policy
from ..models import Decision, DecisionLink


def said_of(decision: Decision) -> str:
    """Return how a row of another room names the decision: its day, and its number in its book."""
    return f"{decision.adopted_on:%d.%m.%Y}, {decision.mark}"


@transaction.atomic
def link_decision(*, decision: Decision, kind: str, row_pk: int, by: Any) -> DecisionLink:
    """Have a decision settle a row that `by` may have settled; the row's room does what follows from it."""
    decision = lock(decision, by)
    policy.can_correct(by, decision).require()
    row = row_of(by, kind, row_pk)
    if row is None:
        raise ValidationError({"settles": _("Bu kayıt seçilemez.")}, code="no_row")
    link = DecisionLink.objects.create(
        decision=decision, kind=kind, row_pk=row_pk, said=said_of(decision), linked_by=by
    )
    DECIDABLES[kind].settle(row, link.said, by)
    return link


@transaction.atomic
def unlink_decision(*, link: DecisionLink, by: Any) -> Decision:
    """Take back that a decision settles a row; the trail keeps that it was said."""
    decision = lock(link.decision, by)
    policy.can_correct(by, decision).require()
    link = DecisionLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    row = row_of(by, link.kind, link.row_pk)
    if row is None:
        raise ValidationError(_("Bu kaydı görme yetkiniz yok."), code="no_row")
    DECIDABLES[link.kind].unsettle(row, link.said, by)
    link.delete()
    return decision
