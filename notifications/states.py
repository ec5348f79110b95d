"""The states of a notification and of its deliveries, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.states import StateMachine, Transition


class NotificationState(models.TextChoices):
    PENDING = "pending", _("Beklemede")
    SENT = "sent", _("Gönderildi")
    READ = "read", _("Okundu")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Bekliyor")
    SENT = "sent", _("Gitti")
    FAILED = "failed", _("Gönderilemedi")
    DROPPED = "dropped", _("Gerek kalmadı")


N, D = NotificationState, DeliveryState

# Pending is what has a delivery that waits; who reads it in the panel before that has no more need of it.
NOTIFICATION_STATES = StateMachine(
    Transition(N.PENDING, N.SENT, _("Gönder")),
    Transition(N.PENDING, N.READ, _("Okundu say"), tone="primary"),
    Transition(N.SENT, N.READ, _("Okundu say"), tone="primary"),
    Transition(N.SENT, N.PENDING, _("Yenile")),
)

DELIVERY_STATES = StateMachine(
    Transition(D.WAITING, D.SENT, _("Gönder")),
    Transition(D.WAITING, D.FAILED, _("Vazgeç")),
    Transition(D.WAITING, D.DROPPED, _("Gerek kalmadı")),
    Transition(D.SENT, D.WAITING, _("Yenile")),
    Transition(D.FAILED, D.WAITING, _("Yeniden dene"), tone="primary"),
)


class AnnouncementState(models.TextChoices):
    PUBLISHED = "published", _("Yayında")
    WITHDRAWN = "withdrawn", _("Geri çekildi")


ANNOUNCEMENT_STATES = StateMachine(
    Transition(AnnouncementState.PUBLISHED, AnnouncementState.WITHDRAWN, _("Geri çek"), needs_reason=True)
)
