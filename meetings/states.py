"""The states of a meeting, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition


class MeetingState(models.TextChoices):
    SCHEDULED = "scheduled", _("Planlandı")
    ONGOING = "ongoing", _("Devam ediyor")
    COMPLETED = "completed", _("Tamamlandı")
    CANCELLED = "cancelled", _("İptal edildi")


class DecisionState(models.TextChoices):
    OPEN = "open", _("Açık")
    ONGOING = "ongoing", _("Takipte")
    CLOSED = "closed", _("Kapatıldı")


S = MeetingState
D = DecisionState
OPEN = (S.SCHEDULED, S.ONGOING)

MEETING_STATES = StateMachine(
    Transition(S.SCHEDULED, S.ONGOING, _("Toplantıyı başlat"), tone="primary"),
    Transition(S.ONGOING, S.COMPLETED, _("Toplantıyı bitir"), tone="success"),
    Transition(S.SCHEDULED, S.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(S.ONGOING, S.CANCELLED, _("İptal et"), needs_reason=True),
)

DECISION_STATES = StateMachine(
    Transition(D.OPEN, D.ONGOING, _("Takibe al"), tone="primary"),
    Transition(D.OPEN, D.CLOSED, _("Kapat"), tone="success"),
    Transition(D.ONGOING, D.CLOSED, _("Kapat"), tone="success"),
    Transition(D.ONGOING, D.OPEN, _("Açığa al")),
    Transition(D.CLOSED, D.ONGOING, _("Yeniden aç"), tone="primary"),
)
