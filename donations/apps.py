from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = _("Bağışlar")

    def ready(self) -> None:
        from accounts.audit import restorers
        from kafkasder.core import demo
        from kafkasder.live import echo_totals
        from tasks import entries

        from . import (
            clearing,
            dashboard,
            deadlines,
            decided,
            documents,
            gift_dashboard,
            gift_entries,
            gift_jobs,
            gift_kinds,
            jobs,
            jobs_receipts,
            kinds_receipts,
            navigation,
            privacy,
            references,
            references_receipts,
            sections,
        )
        from .demo import PARTS
        from .restoring import RESTORERS
        from .totals import DECADES, FLOWS, GIFTS, GIVERS, MONTHS, MOVES
        from .verifying import register_checks

        navigation.register()
        clearing.register()
        dashboard.register()
        deadlines.register()
        gift_dashboard.register()
        references.register()
        decided.register()
        references_receipts.register()
        sections.register()
        documents.register()
        kinds_receipts.register()
        jobs_receipts.register()
        gift_kinds.register()
        gift_jobs.register()
        entries.register(gift_entries.SOURCE)
        restorers.register(*RESTORERS)
        privacy.register()
        for part in PARTS:
            demo.register(part)
        jobs.register()
        for each in (GIFTS, GIVERS, DECADES, MONTHS, FLOWS, MOVES):
            echo_totals(each)
        register_checks()
