"""What people are told of about meetings."""

from django.utils.translation import gettext_lazy as _

from notifications import kinds
from notifications.kinds import PANEL_ONLY, Kind

from .mails import enclose

INVITED = "meetings.invited"
CHANGED = "meetings.changed"
STATE = "meetings.state"
ANSWERED = "meetings.answered"
SOON = "meetings.soon"
DECISION = "meetings.decision"
DECISION_DUE = "meetings.decision_due"
READY = "meetings.action_ready"
DUTY = "meetings.duty"
DUTY_DUE = "meetings.duty_due"

_VERB = "meetings.view_meetings"


def register() -> None:
    kinds.register(
        Kind(
            key=INVITED,
            category="meeting",
            label=_("Toplantıya çağrıldım"),
            why=_("Bu toplantının katılımcısısınız."),
            verb=_VERB,
            order=110,
            enclose=enclose,
        ),
        Kind(
            key=CHANGED,
            category="meeting",
            label=_("Toplantının zamanı ya da yeri değişti"),
            why=_("Bu toplantının katılımcısısınız."),
            verb=_VERB,
            order=120,
            enclose=enclose,
        ),
        Kind(
            key=STATE,
            category="meeting",
            label=_("Toplantı iptal edildi"),
            why=_("Bu toplantının katılımcısısınız."),
            verb=_VERB,
            order=130,
            enclose=enclose,
        ),
        Kind(
            key=ANSWERED,
            category="meeting",
            label=_("Davetim yanıtlandı"),
            why=_("Bu toplantıyı siz düzenliyorsunuz."),
            channels=PANEL_ONLY,
            verb=_VERB,
            order=140,
        ),
        Kind(
            key=SOON,
            category="reminder",
            label=_("Toplantıya 24 saat kaldı"),
            why=_("Bu toplantının katılımcısısınız."),
            verb=_VERB,
            order=150,
        ),
        Kind(
            key=DECISION,
            category="meeting",
            label=_("Karar bana verildi"),
            why=_("Bu kararın sorumlusu sizsiniz."),
            verb=_VERB,
            order=160,
        ),
        Kind(
            key=DECISION_DUE,
            category="reminder",
            label=_("Kararın son günü geldi"),
            why=_("Bu kararın sorumlusu sizsiniz."),
            verb=_VERB,
            order=170,
        ),
        Kind(
            key=DUTY,
            category="task",
            label=_("Yasal yükümlülük bana verildi"),
            why=_("Bu yükümlülüğün sorumlusu sizsiniz."),
            verb="meetings.view_duties",
            order=190,
        ),
        Kind(
            key=DUTY_DUE,
            category="reminder",
            label=_("Yasal süre yaklaştı ya da geçti"),
            why=_("Bu yükümlülüğün sorumlusu sizsiniz ya da yasal takvimi siz yönetiyorsunuz."),
            verb="meetings.view_duties",
            order=200,
        ),
        Kind(
            key=READY,
            category="task",
            label=_("Bir toplantı aksiyonu hazır"),
            why=_("Toplantıları yürütenlerdensiniz ya da bu toplantıyı siz düzenlediniz."),
            channels=PANEL_ONLY,
            verb=_VERB,
            order=180,
        ),
    )
