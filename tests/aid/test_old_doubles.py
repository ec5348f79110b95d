"""A database in which one person has a help twice in a month, from before that was refused, is migrated as it is."""

from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from aid.models import Aid
from beneficiaries.models import Beneficiary
from finance.verifying import verify

from ..factories import make_person
from . import rows

pytestmark = pytest.mark.django_db(transaction=True)
GOODS: dict[str, Any] = {"method": "in_kind", "amount": None, "quantity": Decimal(1), "unit": "time", "account": None}


def migrate(name: str = "") -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("aid", name)] if name else executor.loader.graph.leaf_nodes())


@pytest.fixture
def _forward_again() -> Iterator[None]:
    yield
    migrate()


def give_to(person: Beneficiary, *aids: Aid) -> None:
    """Say that aids of several households are for one person; the trail's trigger knows the columns of today alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE aid_aid SET person_id = %s WHERE id = ANY (%s)", [person.pk, [aid.pk for aid in aids]])


def listed() -> str:
    out = StringIO()
    call_command("list_paid_twice", stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("_forward_again")
def test_rows_from_before_stay_and_nothing_new_comes_beside_them(caplog: Any) -> None:
    person, other = make_person(), make_person()
    first, second, third, single = (rows.make_aid(kind="health", **GOODS) for _number in range(4))
    migrate("0007_photos_for_publication")
    give_to(person, first, second, third)
    give_to(other, single)
    before = listed()
    for aid in (first, second, third):
        assert f"aid {aid.pk}, household {aid.household.file_number}, Planlandı" in before
    assert f"aid {single.pk}," not in before
    assert "3 payments" in before
    migrate()
    assert "2 payments of a person and month" in caplog.text
    assert set(Aid.objects.filter(is_old_double=True)) == {second, third}
    assert listed() == before
    late = rows.make_aid(kind="health", **GOODS)
    for someone in (person, other):
        with pytest.raises(IntegrityError, match="aid_once_a_month_for_one"):
            give_to(someone, late)
    assert verify() == {}


@pytest.mark.usefixtures("_forward_again")
def test_without_such_rows_nothing_is_marked_on_the_way_there_and_back() -> None:
    person, aid, late = make_person(), rows.make_aid(kind="health", **GOODS), rows.make_aid(kind="health", **GOODS)
    migrate("0007_photos_for_publication")
    give_to(person, aid)
    for name in ("0008_once_for_each_person", "0013_old_doubles", "0012_plans_skip_months"):
        migrate(name)
        with pytest.raises(IntegrityError, match="aid_once_a_month_for_one"):
            give_to(person, late)
    migrate()
    assert not Aid.objects.filter(is_old_double=True).exists()
    assert "0 payments" in listed()
