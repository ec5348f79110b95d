"""The states of a meeting, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition
from tasks.states import TaskState


class MeetingState(models.TextChoices):
    SCHEDULED = "scheduled", _("Planlandı")
    ONGOING = "ongoing", _("Devam ediyor")
    COMPLETED = "completed", _("Tamamlandı")
    CANCELLED = "cancelled", _("İptal edildi")


class DecisionState(models.TextChoices):
    OPEN = "open", _("Açık")
    ONGOING = "ongoing", _("Takipte")
    CLOSED = "closed", _("Kapatıldı")


class ActionState(models.TextChoices):
    """How far an action is: what its task says, in the words of meetings."""

    WAITING = "beklemede", _("Beklemede")
    ONGOING = "devam", _("Devam ediyor")
    READY = "hazir", _("Hazır")
    CANCELLED = "iptal", _("İptal edildi")


class DutyState(models.TextChoices):
    """How far a duty of the law is."""

    OPEN = "open", _("Yapılacak")
    DONE = "done", _("Yapıldı")
    DROPPED = "dropped", _("Gerek kalmadı")


S = MeetingState
D = DecisionState
A = ActionState
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

# Each of these ways is one of the task's, so that whoever may work on the task takes it from either side.
ACTION_STATES = StateMachine(
    Transition(A.WAITING, A.ONGOING, _("Başla"), tone="primary"),
    Transition(A.WAITING, A.READY, _("Hazır")),
    Transition(A.WAITING, A.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(A.ONGOING, A.READY, _("Hazır"), tone="success"),
    Transition(A.ONGOING, A.WAITING, _("Beklemeye al")),
    Transition(A.ONGOING, A.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(A.READY, A.ONGOING, _("Yeniden aç"), tone="primary"),
    Transition(A.READY, A.WAITING, _("Beklemeye al")),
    Transition(A.CANCELLED, A.WAITING, _("Yeniden aç"), tone="primary"),
)
DUTY_STATES = StateMachine(
    Transition(DutyState.OPEN, DutyState.DONE, _("Yapıldı"), tone="success", asks_more=True),
    Transition(DutyState.OPEN, DutyState.DROPPED, _("Gerek kalmadı"), needs_reason=True),
    Transition(DutyState.DONE, DutyState.OPEN, _("Yeniden aç"), needs_reason=True),
    Transition(DutyState.DROPPED, DutyState.OPEN, _("Yeniden aç")),
)
ACTION_STATE_OF: dict[str, ActionState] = {
    TaskState.PENDING: A.WAITING,
    TaskState.IN_PROGRESS: A.ONGOING,
    TaskState.WAITING: A.ONGOING,
    TaskState.COMPLETED: A.READY,
    TaskState.CANCELLED: A.CANCELLED,
}
TASK_STATE_OF: dict[str, TaskState] = {
    A.WAITING: TaskState.PENDING,
    A.ONGOING: TaskState.IN_PROGRESS,
    A.READY: TaskState.COMPLETED,
    A.CANCELLED: TaskState.CANCELLED,
}
