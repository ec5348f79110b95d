from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation


class HealthConfig(AppConfig):
    name = "kafkasder.health"
    label = "health"

    def ready(self) -> None:
        navigation.register(
            navigation.Item(
                label=_("Sistem sağlığı"),
                url_name="health",
                icon="health",
                verb="accounts.view_health",
                area=navigation.Area.ADMINISTRATION,
                order=900,
            )
        )
