"""What the room puts into the frame: one entry of the side navigation; its pages have tabs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation
from kafkasder.core.viewer import Viewer, may

TABS: tuple[tuple[str, str | Promise, str], ...] = (
    ("overview", _("Genel bakış"), "privacy.view_requests"),
    ("request_list", _("Başvurular"), "privacy.view_requests"),
    ("notice_list", _("Aydınlatma"), "privacy.view_notices"),
    ("retention", _("Saklama ve imha"), "privacy.view_retention"),
    ("breach_list", _("Veri ihlalleri"), "privacy.view_breaches"),
    ("find_person", _("Kişi dosyası"), "privacy.view_requests"),
)


@dataclass(frozen=True)
class Tab:
    label: str | Promise
    url: str
    current: bool


def register() -> None:
    navigation.register(
        navigation.Item(
            label=_("Kişisel veriler"),
            url_name="privacy:overview",
            icon="lock",
            verb="privacy.view_requests",
            order=40,
            area=navigation.Area.ADMINISTRATION,
        )
    )


def tabs_for(viewer: Viewer, current: str) -> list[Tab]:
    """Return the room's sister pages that `viewer` may open; `current` is the URL name of the one that is open."""
    return [Tab(label, reverse(f"privacy:{name}"), name == current) for name, label, verb in TABS if may(viewer, verb)]
