"""The states of a task, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition


class TaskState(models.TextChoices):
    PENDING = "pending", _("Beklemede")
    IN_PROGRESS = "in_progress", _("Devam ediyor")
    WAITING = "waiting", _("Yanıt bekliyor")
    COMPLETED = "completed", _("Tamamlandı")
    CANCELLED = "cancelled", _("İptal edildi")


S = TaskState
CLOSED = (S.COMPLETED, S.CANCELLED)

TASK_STATES = StateMachine(
    Transition(S.PENDING, S.IN_PROGRESS, _("Başla"), tone="primary"),
    Transition(S.PENDING, S.COMPLETED, _("Tamamla"), tone="success"),
    Transition(S.PENDING, S.WAITING, _("Yanıt bekle")),
    Transition(S.PENDING, S.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(S.IN_PROGRESS, S.COMPLETED, _("Tamamla"), tone="success"),
    Transition(S.IN_PROGRESS, S.WAITING, _("Yanıt bekle")),
    Transition(S.IN_PROGRESS, S.PENDING, _("Beklemeye al")),
    Transition(S.IN_PROGRESS, S.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(S.WAITING, S.IN_PROGRESS, _("Devam et"), tone="primary"),
    Transition(S.WAITING, S.COMPLETED, _("Tamamla"), tone="success"),
    Transition(S.WAITING, S.PENDING, _("Beklemeye al")),
    Transition(S.WAITING, S.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(S.COMPLETED, S.IN_PROGRESS, _("Yeniden aç"), tone="primary"),
    Transition(S.COMPLETED, S.PENDING, _("Beklemeye al")),
    Transition(S.CANCELLED, S.PENDING, _("Yeniden aç"), tone="primary"),
)
