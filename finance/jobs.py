"""What the worker does for the association's money."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs
from kafkasder.core.days import today

from . import basis, services
from .totals import BALANCES, LEDGER
from .verifying import verify_and_keep

PROVE = "finance.prove"


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
        jobs.Job(
            key=PROVE,
            label=_("Parayı doğrula"),
            description=_("Bütün bakiyeleri yeniden toplar; bağış, makbuz, defter ve hesapları karşılaştırır."),
            run=prove,
            cron="40 3 * * *",
            order=52,
        ),
        jobs.Job(
            key="finance.balance_basis",
            label=_("Bilanço esası sınırını denetle"),
            description=_("Yılın geliri sınırın %80 kadarına ulaşınca parayı yönetenlere yılda bir kez haber verir."),
            run=warn,
            cron="50 7 * * *",
            order=54,
        ),
    )


def fold() -> int:
    """Make one row of those of the kept totals that say the same; return how many rows these are."""
    return BALANCES.fold() + LEDGER.fold()


def prove() -> str:
    """Run all checks of money; return how many rows disagree."""
    result = verify_and_keep()
    return (
        gettext("Hepsi tutuyor") if result.ok else gettext("%(count)d satır tutmuyor") % {"count": len(result.findings)}
    )


def warn() -> int:
    """Warn of a year's income that is near the limit of the balance-sheet basis; return how many people are told."""
    where = basis.warning(today().year)
    return services.tell_near_balance_basis(where) if where else 0
