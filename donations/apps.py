from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = _("Bağışlar")

    def ready(self) -> None:
        from accounts.audit import restorers
        from kafkasder.core import demo

        from . import dashboard, navigation, privacy, references
        from .demo import PART
        from .restoring import RESTORERS

        navigation.register()
        dashboard.register()
        references.register()
        restorers.register(*RESTORERS)
        privacy.register()
        demo.register(PART)
