"""What applications and their decisions put into the frame."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.navigation import Area, Item

from ..models import AidApplication
from ..querysets import VIEW


def register() -> None:
    navigation.register(
        Item(
            label=_("Başvurular"),
            url_name="aid:application_list",
            icon="aid",
            verb=VIEW,
            order=10,
            area=Area.AID,
        )
    )
    navigation.register_quick_add(
        Item(
            label=_("Yardım başvurusu"),
            url_name="aid:application_create",
            icon="aid",
            verb="aid.record_applications",
            order=25,
        )
    )
    palette.register(
        palette.Source(
            key="applications",
            label=_("Yardım başvuruları"),
            verb=VIEW,
            search=_find,
            icon="aid",
            order=25,
            list_name="aid:application_list",
        )
    )


def _find(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = AidApplication.objects.visible_to(viewer).search(text).select_related("household__head", "person")
    for application in found.order_by("-applied_on", "-pk")[: palette.ENOUGH]:
        household = application.household
        who = household.file_number if household else application.applicant_name
        detail = f"{who} · {application.get_stage_display()}"
        yield palette.Hit(application.number, application.get_absolute_url(), detail=detail)
