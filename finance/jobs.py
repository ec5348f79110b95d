"""What the worker does for the association's money."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from .totals import BALANCES, LEDGER


def register() -> None:
    jobs.register(
        jobs.Job(
            key="finance.fold",
            label=_("Bakiye ve defter toplamlarını sıkıştır"),
            description=_("Aynı fonun, hesabın ve günün toplamlarını tek satır yapar; hiçbir tutar değişmez."),
            run=fold,
            cron="*/10 * * * *",
            order=50,
        ),
    )


def fold() -> int:
    """Make one row of those of the kept totals that say the same; return how many rows these are."""
    return BALANCES.fold() + LEDGER.fold()
