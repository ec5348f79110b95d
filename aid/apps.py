"""The room as Django knows it."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AidConfig(AppConfig):
    name = "aid"
    verbose_name = _("Yardımlar")

    def ready(self) -> None:
        from accounts import row_rules
        from accounts.audit import restorers
        from kafkasder.core import demo

        from . import (
            dashboard,
            dashboard_payments,
            decided,
            household_list,
            jobs,
            jobs_payments,
            kinds,
            navigation,
            privacy,
            references,
            sections_applications,
            sections_assessment,
            sections_payments,
            sections_plans,
        )
        from .demo import PARTS
        from .restoring import RESTORERS
        from .row_rules import ROW_RULES
        from .verifying import register_checks

        kinds.register()
        references.register()
        privacy.register()
        navigation.register()
        dashboard.register()
        dashboard_payments.register()
        decided.register()
        household_list.register()
        jobs.register()
        jobs_payments.register()
        sections_assessment.register()
        sections_applications.register()
        sections_payments.register()
        sections_plans.register()
        row_rules.register(*ROW_RULES)
        restorers.register(*RESTORERS)
        register_checks()
        for part in PARTS:
            demo.register(part)
        post_migrate.connect(_after_migrations, sender=self, dispatch_uid="aid")


def _after_migrations(**_: Any) -> None:
    from .seeds import load

    load()
