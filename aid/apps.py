"""The room as Django knows it."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AidConfig(AppConfig):
    name = "aid"
    verbose_name = _("Yardımlar")

    def ready(self) -> None:
        from . import (
            dashboard_payments,
            household_list,
            jobs_payments,
            kinds,
            navigation,
            references,
            sections_assessment,
            sections_payments,
            sections_plans,
        )
        from .verifying import register_checks

        kinds.register()
        references.register()
        navigation.register()
        dashboard_payments.register()
        household_list.register()
        jobs_payments.register()
        sections_assessment.register()
        sections_payments.register()
        sections_plans.register()
        register_checks()
        post_migrate.connect(_after_migrations, sender=self, dispatch_uid="aid")


def _after_migrations(**_: Any) -> None:
    from .seeds import load

    load()
