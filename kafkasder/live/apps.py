from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation


class LiveConfig(AppConfig):
    name = "kafkasder.live"
    label = "live"

    def ready(self) -> None:
        from . import changes, neighbours

        changes.install()
        if getattr(settings, "BESIDE_THE_SERVER", False):
            neighbours.speak()
        navigation.register(
            navigation.Item(
                label=_("Canlı sayfalar"),
                url_name="live:board",
                icon="bolt",
                verb="accounts.view_live",
                order=80,
                area=navigation.Area.ADMINISTRATION,
            )
        )
