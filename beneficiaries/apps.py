from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from kafkasder.core import demo


class BeneficiariesConfig(AppConfig):
    name = "beneficiaries"
    verbose_name = _("İhtiyaç sahipleri")

    def ready(self) -> None:
        from accounts import row_rules
        from accounts.audit import restorers

        from . import case_jobs, case_kinds, dashboard, deadlines, navigation, privacy, references, retention, sections
        from .restoring import RESTORERS
        from .row_rules import ROW_RULES

        navigation.register()
        row_rules.register(*ROW_RULES)
        dashboard.register()
        deadlines.register()
        restorers.register(*RESTORERS)
        privacy.register()
        retention.register()
        references.register()
        sections.register()
        case_kinds.register()
        case_jobs.register()
        post_migrate.connect(_after_migrations, sender=self, dispatch_uid="beneficiaries")
        demo.register(demo.Part(room="beneficiaries", make=_make_demo, order=60))


def _after_migrations(**_: Any) -> None:
    from .reference import load_places

    load_places()


def _make_demo() -> None:
    from .demo import make_demo

    make_demo()
