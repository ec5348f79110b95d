"""What people are told of about money."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from notifications import kinds
from notifications.kinds import PANEL_ONLY, Category, Kind

from .querysets import VIEW

WAITING = "finance.waiting"
DECIDED = "finance.decided"
SPLIT = "finance.split"
BALANCE_BASIS = "finance.balance_basis"

CATEGORY = "money"


def register() -> None:
    kinds.register_categories(Category(key=CATEGORY, label=_("Para"), icon="wallet", verb=VIEW, order=25))
    kinds.register(
        Kind(
            key=WAITING,
            category=CATEGORY,
            label=_("Bir gelir, gider ya da aktarım onay bekliyor"),
            why=_("Başkasının kaydettiği gelir, gider ve aktarımı onaylama yetkiniz var."),
            escalate_after=timedelta(days=2),
            verb="finance.approve_finance",
            order=110,
        ),
        Kind(
            key=DECIDED,
            category=CATEGORY,
            label=_("Kaydettiğim gelir, gider ya da aktarım için karar verildi"),
            why=_("Bu kaydı siz yazdınız."),
            channels=PANEL_ONLY,
            verb=VIEW,
            order=120,
        ),
        Kind(
            key=SPLIT,
            category=CATEGORY,
            label=_("Onay sınırının altında bölünmüş olabilecek giderler"),
            why=_("Başkasının kaydettiği gelir, gider ve aktarımı onaylama yetkiniz var."),
            verb="finance.approve_finance",
            order=125,
        ),
        Kind(
            key=BALANCE_BASIS,
            category=CATEGORY,
            label=_("Yılın geliri bilanço esası sınırına yaklaştı"),
            why=_("Fonları, kasaları ve para kurallarını siz yönetiyorsunuz."),
            verb="finance.manage_finance",
            order=130,
        ),
    )
