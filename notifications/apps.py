from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Bildirimler")

    def ready(self) -> None:
        from . import jobs, navigation, own_kinds

        own_kinds.register()
        navigation.register()
        jobs.register()
