"""Rows written by COPY are the rows that a save would have written."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from beneficiaries.choices import Gender
from beneficiaries.models import Beneficiary
from kafkasder.core.batches import batched_by_size
from kafkasder.core.bulk import copy_rows, reserve_keys

from ..factories import make_household

pytestmark = pytest.mark.django_db


def person(**fields: object) -> Beneficiary:
    return Beneficiary(
        first_name="Işık",
        last_name="Can",
        gender=Gender.FEMALE,
        identity_number="10000000146",
        birth_date=datetime.date(1980, 3, 15),
        birth_year=1980,
        **fields,
    )


def test_a_copied_row_is_a_saved_row() -> None:
    household = make_household()
    saved = person(household=household)
    with transaction.atomic():
        saved.save()
        wanted = model_to_dict(Beneficiary.objects.get(pk=saved.pk), exclude=["id"])
        transaction.set_rollback(True)
    assert copy_rows(Beneficiary, [person(household=household)]) == 1
    copied = Beneficiary.objects.get()
    assert model_to_dict(copied, exclude=["id"]) == wanted
    assert (copied.full_name, copied.identity_index) == ("Işık Can", Beneficiary.objects.get().identity_index)
    assert abs(copied.created_at - timezone.now()) < datetime.timedelta(minutes=1)


def test_reserved_keys_are_used_and_moments_kept_as_given() -> None:
    keys = reserve_keys(Beneficiary, 2)
    moment = timezone.make_aware(datetime.datetime(2025, 1, 2, 3))
    copy_rows(Beneficiary, [person(pk=keys[1], household=make_household(), created_at=moment)], as_given=["created_at"])
    assert Beneficiary.objects.get(pk=keys[1]).created_at == moment
    assert keys[0] != keys[1]


def test_nothing_is_copied_from_nothing() -> None:
    assert copy_rows(Beneficiary, []) == 0


def test_a_refusal_of_the_database_is_djangos_error() -> None:
    household = make_household()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows(Beneficiary, [person(household=household), person(household=household)])
    assert not Beneficiary.objects.exists()


def test_a_batch_ends_when_it_is_full() -> None:
    batches = batched_by_size(["aa", "b", "cccc", "d"], 3, size=len)
    assert list(batches) == [["aa", "b"], ["cccc"], ["d"]]
