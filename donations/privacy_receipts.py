"""What receipts hold about donors: told to them, and destroyed when the law no longer wants the leaves kept."""

from dateutil.relativedelta import relativedelta

from kafkasder.core.days import today
from kafkasder.core.money import format_money
from privacy.forgotten import FORGOTTEN

from .models import Donor, Receipt

KEPT_YEARS = 5
"""How long leaves are kept (regulation on associations, art. 39); the database lets nobody change them before."""


def receipts_told(donor: Donor) -> list[tuple[str, str]]:
    """Return the receipts in a donor's name, as number and what stands on each."""
    rows = Receipt.objects.filter(donation__donor=donor).order_by("day", "pk")
    return [(str(row), " · ".join(filter(None, _words(row)))) for row in rows]


def _words(row: Receipt) -> tuple[str, ...]:
    amount = "" if row.amount is None else format_money(row.amount, row.currency)
    return row.day.isoformat(), row.payer_name, row.payer_address, row.income, amount, str(row.get_state_display())


def forget_payer(donor: Donor) -> dict[str, list[str]]:
    """Take the donor out of the leaves that need not be kept any more; number, day and amount stay.

    Return where the audit trail tells of them.
    """
    old = Receipt.objects.filter(donation__donor=donor, day__lt=today() - relativedelta(years=KEPT_YEARS, days=1))
    old.update(payer_name=FORGOTTEN, payer_number="", payer_address="")
    return {Receipt._meta.db_table: [str(key) for key in old.order_by("pk").values_list("pk", flat=True)]}
