"""Storing drawn families, some thousand people at a time."""

from collections.abc import Callable
from datetime import date

from django.db.models import Max

from kafkasder.core.batches import batched_by_size

from ..models import Beneficiary
from ..services import register_families
from .families import draw_families

_PEOPLE_AT_ONCE = 5_000
_FIRST_SERIAL = 100_000  # the serials below are for demo data


def generate_people(people: int, *, seed: int, today: date, progress: Callable[[int], object] = id) -> None:
    """Draw and store `people` people; calls `progress` with the number stored each time."""
    families = draw_families(people, seed=seed, today=today, first_serial=_free_serial())
    for batch in batched_by_size(families, _PEOPLE_AT_ONCE, size=lambda family: len(family.members)):
        register_families(batch, by=None)
        progress(sum(len(family.members) for family in batch))


def _free_serial() -> int:
    """Return a serial above those of all earlier runs: each person took one serial and one key at least."""
    return _FIRST_SERIAL + (Beneficiary.objects.aggregate(last=Max("pk"))["last"] or 0)
