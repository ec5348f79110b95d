"""The room as Django knows it."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = _("Para işleri")

    def ready(self) -> None:
        from accounts.audit import restorers
        from kafkasder.core import demo
        from kafkasder.live import echo_totals

        from . import dashboard, decided, jobs, kinds, navigation, references
        from .demo import PART
        from .restoring import RESTORERS
        from .totals import BALANCES, LEDGER
        from .truths import register_checks

        navigation.register()
        jobs.register()
        dashboard.register()
        references.register()
        decided.register()
        kinds.register()
        restorers.register(*RESTORERS)
        demo.register(PART)
        echo_totals(BALANCES)
        echo_totals(LEDGER)
        register_checks()
        post_migrate.connect(_after_migrations, sender=self, dispatch_uid="finance")


def _after_migrations(**_: Any) -> None:
    from .seeds import load

    load()
