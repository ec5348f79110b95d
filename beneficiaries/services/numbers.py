"""File numbers: given by the panel, one after the other, without gaps."""

from django.db import transaction
from django.utils import timezone

from ..models import FileNumberSeries


def take_file_numbers(count: int = 1) -> list[str]:
    """Return the next `count` file numbers. Must run in the transaction that stores them.

    The series' row stays locked until that transaction ends, so a rolled back registration leaves no gap.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("File numbers are taken in the transaction that uses them.")
    FileNumberSeries.objects.get_or_create(pk=FileNumberSeries.ONLY)
    series = FileNumberSeries.objects.select_for_update().get(pk=FileNumberSeries.ONLY)
    year = timezone.localdate().year
    if series.restarts_yearly and series.year != year:
        series.last_number = 0
    first = series.last_number + 1
    series.year, series.last_number = year, series.last_number + count
    series.save(update_fields=["year", "last_number"])
    return [series.number_text(year, number) for number in range(first, first + count)]
