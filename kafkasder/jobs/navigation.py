"""What the room puts into the frame."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation


def register() -> None:
    navigation.register(
        navigation.Item(
            label=_("Arka plan işleri"),
            url_name="jobs:overview",
            icon="refresh",
            verb="jobs.view_jobs",
            order=850,
            area=navigation.Area.ADMINISTRATION,
        )
    )
