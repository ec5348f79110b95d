from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from kafkasder.core import demo


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Kişisel veriler")

    def ready(self) -> None:
        from . import dashboard, deadlines, jobs, navigation, own, users

        navigation.register()
        dashboard.register()
        deadlines.register()
        users.register()
        own.register()
        jobs.register()
        post_migrate.connect(_after_migrations, sender=self, dispatch_uid="privacy")
        demo.register(demo.Part(room="privacy", make=_make_demo, order=70))


def _after_migrations(**_: Any) -> None:
    from .services.retention import suggest_rules

    suggest_rules()


def _make_demo() -> None:
    from .demo import make_demo

    make_demo()
