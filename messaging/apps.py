from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = _("Mesajlar")

    def ready(self) -> None:
        from accounts import lost_rights, row_rules
        from kafkasder.core import demo
        from kafkasder.core.crypto import register_rotation
        from kafkasder.live import scope

        from . import jobs, kinds, navigation, panel, privacy, references
        from .demo import PART
        from .row_rules import ROW_RULES
        from .services.attachment_files import rotate_files
        from .services.minding import have_groups_minded_without

        jobs.register()
        kinds.register()
        navigation.register()
        references.register()
        register_rotation(_("Mesaj eklerinin dosyaları"), rotate_files)
        lost_rights.register(have_groups_minded_without)
        row_rules.register(*ROW_RULES)
        panel.register()
        privacy.register()
        demo.register(PART)
        scope("messaging_thread", "reference_pk")  # the pages of records ask for the thread about them
