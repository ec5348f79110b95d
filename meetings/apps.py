from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Toplantılar")

    def ready(self) -> None:
        from accounts import row_rules
        from accounts.audit import restorers
        from kafkasder.core import demo
        from tasks import entries as calendar_entries
        from tasks.heeding import HEEDERS

        from . import dashboard, entries, jobs, kinds, navigation, privacy, references
        from .demo import PART
        from .restoring import RESTORERS
        from .row_rules import ROW_RULES
        from .services.actions import heed_task

        kinds.register()
        jobs.register()
        navigation.register()
        row_rules.register(*ROW_RULES)
        dashboard.register()
        references.register()
        restorers.register(*RESTORERS)
        privacy.register()
        calendar_entries.register(entries.SOURCE)
        HEEDERS.append(heed_task)
        demo.register(PART)
        post_migrate.connect(_after_migrations, sender=self, dispatch_uid="meetings")


def _after_migrations(**_: Any) -> None:
    from .seeds import load

    load()
