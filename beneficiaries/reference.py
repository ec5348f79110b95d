"""Reference data that must be in every database: the provinces and districts of `kafkasder.core.places`."""

from django.db import transaction

from kafkasder.core.places import districts, provinces

from .models import District, Province


@transaction.atomic
def load_places() -> None:
    """Add the provinces and districts that are missing; called after every migration, so it also serves an update.

    A migration of its own would be run only once, and an emptied database (as tests leave it) would have none.
    """
    present = set(District.objects.order_by().values_list("province", "name"))
    wanted = {(plate, name) for plate in provinces() for name in districts(plate)}
    if missing := sorted(wanted - present):
        Province.objects.bulk_create(
            (Province(plate=plate, name=name) for plate, name in provinces().items()), ignore_conflicts=True
        )
        District.objects.bulk_create((District(province_id=plate, name=name) for plate, name in missing))
