"""What home visits, scores and settings put into the frame."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation
from kafkasder.core.navigation import Area, Item

from ..querysets import VIEW


def register() -> None:
    navigation.register(
        Item(label=_("Hane ziyaretleri"), url_name="aid:visit_list", icon="house", verb=VIEW, order=40, area=Area.AID),
        Item(
            label=_("İhtiyaç puanı"),
            url_name="aid:score_versions",
            icon="chart",
            verb="beneficiaries.view_all_households",
            order=50,
            area=Area.AID,
        ),
        Item(
            label=_("Yardım ayarları"),
            url_name="aid:settings",
            icon="settings",
            verb="aid.manage_aid",
            order=90,
            area=Area.AID,
        ),
    )
