"""The states of donors and campaigns, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition


class DonorState(models.TextChoices):
    ACTIVE = "active", _("Aktif")
    ARCHIVED = "archived", _("Arşiv")


class CampaignState(models.TextChoices):
    PLANNED = "planned", _("Planlandı")
    RUNNING = "running", _("Sürüyor")
    CLOSED = "closed", _("Kapandı")
    CANCELLED = "cancelled", _("İptal edildi")


D, C = DonorState, CampaignState

DONOR_STATES = StateMachine(
    Transition(D.ACTIVE, D.ARCHIVED, _("Arşivle"), needs_reason=True),
    Transition(D.ARCHIVED, D.ACTIVE, _("Arşivden çıkar")),
)
CAMPAIGN_STATES = StateMachine(
    Transition(C.PLANNED, C.RUNNING, _("Başlat"), tone="success"),
    Transition(C.PLANNED, C.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(C.RUNNING, C.CLOSED, _("Kapat"), tone="primary"),
    Transition(C.RUNNING, C.CANCELLED, _("İptal et"), needs_reason=True),
    Transition(C.CLOSED, C.RUNNING, _("Yeniden başlat"), needs_reason=True),
    Transition(C.CANCELLED, C.PLANNED, _("Yeniden planla"), needs_reason=True),
)
OVER = (C.CLOSED, C.CANCELLED)
