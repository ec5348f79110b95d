from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "kafkasder.jobs"
    label = "jobs"
    verbose_name = _("İşler")

    def ready(self) -> None:
        from kafkasder.core.jobs import wake_by

        from . import jobs, navigation
        from .services.waking import wake

        wake_by(wake)
        jobs.register()
        navigation.register()
