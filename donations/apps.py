from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = _("Bağışlar")

    def ready(self) -> None:
        from accounts.audit import restorers
        from kafkasder.core import demo
        from kafkasder.live import echo_totals

        from . import (
            dashboard,
            jobs,
            jobs_receipts,
            kinds_receipts,
            navigation,
            privacy,
            references,
            references_receipts,
        )
        from .demo import PARTS
        from .restoring import RESTORERS
        from .totals import GIFTS, GIVERS, MONTHS
        from .verifying import register_checks

        navigation.register()
        dashboard.register()
        references.register()
        references_receipts.register()
        kinds_receipts.register()
        jobs_receipts.register()
        restorers.register(*RESTORERS)
        privacy.register()
        for part in PARTS:
            demo.register(part)
        jobs.register()
        echo_totals(GIFTS)
        echo_totals(GIVERS)
        echo_totals(MONTHS)
        register_checks()
