from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation


class DashboardConfig(AppConfig):
    name = "kafkasder.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        navigation.register(navigation.Item(label=_("Genel bakış"), url_name="home", icon="dashboard", order=0))
