"""What this room itself tells people of."""

from django.utils.translation import gettext_lazy as _

from .kinds import Kind
from .kinds import register as register_kinds

ESCALATED = "notifications.escalated"
ANNOUNCED = "notifications.announced"
ANNOUNCED_URGENTLY = "notifications.announced_urgently"
RECEIVER = "notifications.receive_escalations"


def register() -> None:
    register_kinds(
        Kind(
            key=ANNOUNCED_URGENTLY,
            category="announcement",
            label=_("Yüksek öncelikli duyuru"),
            why=_("Bu duyuru size ya da rolünüze, yüksek öncelikle yapıldı."),
            urgent=True,
            order=180,
        ),
        Kind(
            key=ANNOUNCED,
            category="announcement",
            label=_("Duyuru"),
            why=_("Bu duyuru size ya da rolünüze yapıldı."),
            order=190,
        ),
        Kind(
            key=ESCALATED,
            category="reminder",
            label=_("Okunmayan bildirim"),
            why=_("Bir bildirim süresi içinde okunmadı; bunlardan haberdar edilen yöneticilerdensiniz."),
            urgent=True,
            verb=RECEIVER,
            order=200,
        ),
    )
