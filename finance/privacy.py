"""Names in old lines of the book: destroyed when the law no longer wants them kept."""

from collections.abc import Iterable
from typing import Final

from dateutil.relativedelta import relativedelta

from kafkasder.core.days import today
from privacy.forgotten import FORGOTTEN

from .models import FinanceRecord

KEPT_YEARS: Final = 5
"""How long books are kept (regulation on associations, art. 39); the database lets nobody change them before."""


def forget_counterparties(*, source: str, keys: Iterable[int]) -> dict[str, list[str]]:
    """Take whom they name out of the old lines that these rows made; return where the audit trail tells of them."""
    before = today() - relativedelta(years=KEPT_YEARS, days=1)
    old = FinanceRecord.objects.filter(source_kind=source, source_pk__in=[*keys], day__lt=before)
    found = [*old.order_by("pk").values_list("pk", flat=True)]
    FinanceRecord.objects.filter(pk__in=found).exclude(counterparty="").update(counterparty=FORGOTTEN)
    return {FinanceRecord._meta.db_table: [str(key) for key in found]}
