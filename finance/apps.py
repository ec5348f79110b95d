"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = _("Para işleri")

    def ready(self) -> None:
        from kafkasder.live import echo_totals

        from . import jobs, navigation
        from .totals import BALANCES, LEDGER

        navigation.register()
        jobs.register()
        echo_totals(BALANCES)
        echo_totals(LEDGER)
