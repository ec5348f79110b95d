from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "tasks"
    verbose_name = _("Görevler")

    def ready(self) -> None:
        from accounts import row_rules
        from accounts.audit import restorers
        from kafkasder.core import demo

        from . import dashboard, entries, jobs, kinds, navigation, own_entries, privacy, references
        from .demo import PART
        from .restoring import RESTORERS
        from .row_rules import ROW_RULES

        kinds.register()
        jobs.register()
        navigation.register()
        row_rules.register(*ROW_RULES)
        dashboard.register()
        references.register()
        restorers.register(*RESTORERS)
        privacy.register()
        demo.register(PART)
        entries.register(own_entries.SOURCE)
