"""What people are told of about case files."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from notifications import kinds
from notifications.kinds import PANEL_ONLY, Category, Kind

WITHDRAWN = "beneficiaries.consent_withdrawn"
CONSENT_ENDS = "beneficiaries.consent_ends"
PAPER_ENDS = "beneficiaries.paper_ends"
REFERRAL_LATE = "beneficiaries.referral_late"

_WHY = _("Hanenin sorumlusu ya da kaydı giren sizsiniz.")


def register() -> None:
    kinds.register_categories(
        Category(key="case", label=_("Hane dosyaları"), icon="house", verb="beneficiaries.view_household", order=25)
    )
    kinds.register(
        Kind(
            key=WITHDRAWN,
            category="case",
            label=_("Açık rıza geri çekildi"),
            why=_WHY,
            escalate_after=timedelta(days=3),
            verb="beneficiaries.view_consents",
            order=50,
        ),
        Kind(
            key=CONSENT_ENDS,
            category="case",
            label=_("Açık rızanın süresi doluyor"),
            why=_WHY,
            channels=PANEL_ONLY,
            verb="beneficiaries.view_consents",
            order=51,
        ),
        Kind(
            key=PAPER_ENDS,
            category="case",
            label=_("Belgenin süresi doluyor"),
            why=_WHY,
            channels=PANEL_ONLY,
            verb="beneficiaries.view_papers",
            order=52,
        ),
        Kind(
            key=REFERRAL_LATE,
            category="case",
            label=_("Kurumdan yanıt gelmedi"),
            why=_WHY,
            verb="beneficiaries.view_referrals",
            order=53,
        ),
    )
