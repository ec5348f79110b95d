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
        from kafkasder.core.decided import find_with
        from tasks import entries as calendar_entries
        from tasks.heeding import HEEDERS

        from . import dashboard, duty_entries, entries, jobs, kinds, navigation, own_duties, privacy, references
        from .demo import PART
        from .restoring import RESTORERS
        from .row_rules import ROW_RULES
        from .services.actions import heed_task
        from .settled import decisions_on

        kinds.register()
        jobs.register()
        navigation.register()
        row_rules.register(*ROW_RULES)
        dashboard.register()
        references.register()
        restorers.register(*RESTORERS)
        privacy.register()
        calendar_entries.register(entries.SOURCE)
        calendar_entries.register(duty_entries.SOURCE)
        own_duties.register()
        HEEDERS.append(heed_task)
        find_with(decisions_on)
        demo.register(PART)
        post_migrate.connect(_after_migrations, sender=self, dispatch_uid="meetings")


def _after_migrations(**_: Any) -> None:
    from .seeds import load

    load()
