"""The states of a meeting, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition


class MeetingState(models.TextChoices):
    SCHEDULED = "scheduled", _("Planlandı")
    ONGOING = "ongoing", _("Devam ediyor")
    COMPLETED = "completed", _("Tamamlandı")
    CANCELLED = "cancelled", _("İptal edildi")


S = MeetingState
OPEN = (S.SCHEDULED, S.ONGOING)

MEETING_STATES = StateMachine(
    Transition(S.SCHEDULED, S.ONGOING, _("Toplantıyı başlat"), tone="primary"),
    Transition(S.ONGOING, S.COMPLETED, _("Toplantıyı bitir"), tone="success"),
    Transition(S.SCHEDULED, S.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(S.ONGOING, S.CANCELLED, _("İptal et"), needs_reason=True),
)
