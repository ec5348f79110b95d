"""What people are told of about tasks."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from notifications import kinds
from notifications.kinds import PANEL_ONLY, Kind

ASSIGNED = "tasks.assigned"
COMMENTED = "tasks.commented"
MENTIONED = "tasks.mentioned"
STATE = "tasks.state"
DUE_SOON = "tasks.due_soon"
OVERDUE = "tasks.overdue"

_VERB = "tasks.view_tasks"
_UNREAD_FOR = timedelta(days=2)


def register() -> None:
    kinds.register(
        Kind(
            key=ASSIGNED,
            category="task",
            label=_("Bana görev verildi"),
            why=_("Bu görevin sorumlusu sizsiniz."),
            verb=_VERB,
            order=10,
        ),
        Kind(
            key=MENTIONED,
            category="task",
            label=_("Bir yorumda anıldım"),
            why=_("Bir yorumda adınız @ ile yazıldı."),
            verb=_VERB,
            order=20,
        ),
        Kind(
            key=COMMENTED,
            category="task",
            label=_("Görevime yorum yazıldı"),
            why=_("Görevi açtınız, sorumlususunuz ya da takip ediyorsunuz."),
            channels=PANEL_ONLY,
            verb=_VERB,
            order=30,
        ),
        Kind(
            key=STATE,
            category="task",
            label=_("Görevin durumu değişti"),
            why=_("Görevi açtınız, sorumlususunuz ya da takip ediyorsunuz."),
            channels=PANEL_ONLY,
            verb=_VERB,
            order=40,
        ),
        Kind(
            key=DUE_SOON,
            category="reminder",
            label=_("Görevin son gününe 24 saat kaldı"),
            why=_("Sorumlusu olduğunuz görevin zamanı geliyor."),
            verb=_VERB,
            order=50,
        ),
        Kind(
            key=OVERDUE,
            category="reminder",
            label=_("Görev gecikti"),
            why=_("Sorumlusu olduğunuz ya da açtığınız görevin zamanı geçti."),
            escalate_after=_UNREAD_FOR,
            verb=_VERB,
            order=60,
        ),
    )
