"""What people are told of about donations and cheques."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from notifications import kinds
from notifications.kinds import PANEL_ONLY, Category, Kind

WAITING = "donations.waiting"
DECIDED = "donations.decided"
CHEQUE_DUE = "donations.cheque_due"
CHEQUE_OVERDUE = "donations.cheque_overdue"

_VIEW, _KEEP = "donations.view_donations", "donations.refund_donations"
_UNREAD_FOR = timedelta(days=3)


def register() -> None:
    kinds.register_categories(Category(key="donation", label=_("Bağışlar"), icon="coins", verb=_VIEW, order=37))
    kinds.register(
        Kind(
            key=WAITING,
            category="donation",
            label=_("Bağış onay bekliyor"),
            why=_("Başkasının kaydettiği çek ve ayni bağışları siz onaylarsınız."),
            verb="donations.approve_donations",
            order=70,
        ),
        Kind(
            key=DECIDED,
            category="donation",
            label=_("Kaydettiğim bağış sonuçlandı"),
            why=_("Bu bağışı siz kaydettiniz."),
            channels=PANEL_ONLY,
            verb=_VIEW,
            order=71,
        ),
        Kind(
            key=CHEQUE_DUE,
            category="donation",
            label=_("Çekin vadesine üç gün kaldı"),
            why=_("Çek ve senetlerin takibi sizde."),
            verb=_KEEP,
            order=72,
        ),
        Kind(
            key=CHEQUE_OVERDUE,
            category="donation",
            label=_("Çekin vadesi geçti"),
            why=_("Çek ve senetlerin takibi sizde."),
            escalate_after=_UNREAD_FOR,
            verb=_KEEP,
            order=73,
        ),
    )
