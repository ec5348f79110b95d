"""The states of requests, destructions and breaches, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition


class RequestState(models.TextChoices):
    RECEIVED = "received", _("Alındı")
    IDENTITY = "identity", _("Kimlik bekleniyor")
    WORK = "work", _("İşlemde")
    ANSWERED = "answered", _("Yanıtlandı")
    REFUSED = "refused", _("Reddedildi")
    WITHDRAWN = "withdrawn", _("Geri çekildi")


class BreachState(models.TextChoices):
    OPEN = "open", _("Açık")
    AUTHORITY = "authority", _("Kurul'a bildirildi")
    PERSONS = "persons", _("Kişilere bildirildi")
    CLOSED = "closed", _("Kapatıldı")


class ProposalState(models.TextChoices):
    OPEN = "open", _("Onay bekliyor")
    CONFIRMED = "confirmed", _("Onaylandı, imha sürüyor")
    DESTROYED = "destroyed", _("İmha edildi")
    CANCELLED = "cancelled", _("Vazgeçildi")


R = RequestState
CLOSED = (R.ANSWERED, R.REFUSED, R.WITHDRAWN)

REQUEST_STATES = StateMachine(
    Transition(R.RECEIVED, R.WORK, _("İşleme al"), tone="primary"),
    Transition(R.RECEIVED, R.IDENTITY, _("Kimlik iste")),
    Transition(R.RECEIVED, R.WITHDRAWN, _("Geri çekildi olarak kapat"), needs_reason=True),
    Transition(R.IDENTITY, R.WORK, _("İşleme al"), tone="primary"),
    Transition(R.IDENTITY, R.REFUSED, _("Reddet"), needs_reason=True),
    Transition(R.IDENTITY, R.WITHDRAWN, _("Geri çekildi olarak kapat"), needs_reason=True),
    Transition(R.WORK, R.ANSWERED, _("Yanıtla"), tone="success", asks_more=True),
    Transition(R.WORK, R.IDENTITY, _("Kimlik iste")),
    Transition(R.WORK, R.REFUSED, _("Reddet"), needs_reason=True),
    Transition(R.WORK, R.WITHDRAWN, _("Geri çekildi olarak kapat"), needs_reason=True),
    Transition(R.ANSWERED, R.WORK, _("Yeniden aç"), needs_reason=True),
    Transition(R.REFUSED, R.WORK, _("Yeniden aç"), needs_reason=True),
)

PROPOSAL_STATES = StateMachine(
    Transition(ProposalState.OPEN, ProposalState.CONFIRMED, _("Onayla")),
    Transition(ProposalState.OPEN, ProposalState.CANCELLED, _("Öneriden vazgeç"), needs_reason=True),
    Transition(ProposalState.CONFIRMED, ProposalState.DESTROYED, _("İmha et")),
)

B = BreachState
BREACH_STATES = StateMachine(
    Transition(B.OPEN, B.AUTHORITY, _("Kurul'a bildirildi"), tone="primary", asks_more=True),
    Transition(B.OPEN, B.CLOSED, _("Bildirim gerekmeden kapat"), needs_reason=True),
    Transition(B.AUTHORITY, B.PERSONS, _("Kişilere bildirildi"), tone="primary"),
    Transition(B.AUTHORITY, B.CLOSED, _("Kapat"), needs_reason=True),
    Transition(B.PERSONS, B.CLOSED, _("Kapat"), tone="success"),
    Transition(B.CLOSED, B.OPEN, _("Yeniden aç"), needs_reason=True),
)
