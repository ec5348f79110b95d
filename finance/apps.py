"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = _("Para işleri")

    def ready(self) -> None:
        from . import navigation

        navigation.register()
