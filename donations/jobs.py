"""What the worker does for donations."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from .totals import DECADES, FLOWS, GIFTS, GIVERS, MONTHS, MOVES


def register() -> None:
    jobs.register(
        jobs.Job(
            key="donations.fold",
            label=_("Bağış toplamlarını sıkıştır"),
            description=_("Aynı günün ve aynı bağışçının toplamlarını tek satır yapar; hiçbir tutar değişmez."),
            run=fold,
            cron="5-59/10 * * * *",
            order=51,
        )
    )


def fold() -> int:
    """Make one row of those of the kept totals that say the same; return how many rows these are."""
    return sum(each.fold() for each in (GIFTS, GIVERS, DECADES, MONTHS, FLOWS, MOVES))
