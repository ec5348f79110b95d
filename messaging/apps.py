from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = _("Mesajlar")

    def ready(self) -> None:
        from accounts import row_rules
        from kafkasder.core import demo
        from kafkasder.live import scope

        from . import kinds, navigation, panel, privacy, references
        from .demo import PART
        from .row_rules import ROW_RULES

        kinds.register()
        navigation.register()
        references.register()
        row_rules.register(*ROW_RULES)
        panel.register()
        privacy.register()
        demo.register(PART)
        scope("messaging_thread", "reference_pk")  # the pages of records ask for the thread about them
