"""The provinces and districts are in the database, whatever emptied it."""

import pytest

from beneficiaries.models import District, Province
from beneficiaries.reference import load_places


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])  # the second begins after the first has emptied the database
def test_every_database_knows_the_places(turn: int) -> None:
    assert (Province.objects.count(), District.objects.count()) == (81, 973)


@pytest.mark.django_db
def test_only_what_is_missing_is_added() -> None:
    District.objects.filter(name="Melikgazi").delete()
    load_places()
    load_places()
    assert District.objects.filter(province_id=38, name="Melikgazi").count() == 1
    assert District.objects.count() == 973
