"""The states of records and transfers, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition


class RecordState(models.TextChoices):
    """Only what is approved moves money."""

    PENDING = "pending", _("Onay bekliyor")
    APPROVED = "approved", _("Onaylandı")
    REJECTED = "rejected", _("Reddedildi")
    WITHDRAWN = "withdrawn", _("Geri çekildi")


class OpenState(models.TextChoices):
    """Whether a fund or an account is still used."""

    OPEN = "open", _("Açık")
    CLOSED = "closed", _("Kapalı")


R, S = RecordState, OpenState

RECORD_STATES = StateMachine(
    Transition(R.PENDING, R.APPROVED, _("Onayla"), tone="success"),
    Transition(R.PENDING, R.REJECTED, _("Reddet"), needs_reason=True),
)
ENDED = (R.REJECTED, R.WITHDRAWN)
"""What never moved money and never will."""

# Who decides is another than who withdraws, so that neither is a way around the other.
WITHDRAWAL = StateMachine(Transition(R.PENDING, R.WITHDRAWN, _("Geri çek"), needs_reason=True))
OPEN_STATES = StateMachine(
    Transition(S.OPEN, S.CLOSED, _("Kapat"), needs_reason=True),
    Transition(S.CLOSED, S.OPEN, _("Yeniden aç"), needs_reason=True),
)
