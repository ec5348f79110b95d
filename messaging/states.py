"""The ways between the states of a reply of the assistant."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition

from .models.assistant import ReplyState as State

_AGAIN = _("Yeniden yaz")

REPLY_STATES = StateMachine(
    Transition(State.QUEUED, State.STREAMING, _("Başlat")),
    Transition(State.QUEUED, State.STOPPED, _("Durdur")),
    Transition(State.QUEUED, State.FAILED, _("Vazgeç")),
    Transition(State.STREAMING, State.DONE, _("Tamamla")),
    Transition(State.STREAMING, State.STOPPED, _("Durdur")),
    Transition(State.STREAMING, State.FAILED, _("Kes")),
    Transition(State.DONE, State.QUEUED, _AGAIN),
    Transition(State.STOPPED, State.QUEUED, _AGAIN),
    Transition(State.FAILED, State.QUEUED, _AGAIN),
)
