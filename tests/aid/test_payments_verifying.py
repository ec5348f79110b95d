"""The proofs find where aid, its lists and the ledger disagree, and are silent about what is right."""

from typing import Any

import pytest
from django.db import connection

from aid import services
from aid.models import Aid
from finance.verifying import verify
from kafkasder.core.days import today

from ..factories import make_user
from . import rows

pytestmark = pytest.mark.django_db

PAID = "state = 'paid'"
FAILED = "state = 'failed' AND record_id IS NOT NULL"
SPOILED = [
    ("given", f"UPDATE aid_aid SET amount = amount + 1 WHERE {PAID}"),
    ("given", f"UPDATE aid_aid SET kind = 'scholarship' WHERE {PAID}"),
    ("given", f"UPDATE aid_aid SET fund_id = fund_id + 1000 WHERE {PAID}"),
    ("given", f"UPDATE aid_aid SET account_id = account_id + 1000 WHERE {PAID}"),
    ("given", f"UPDATE aid_aid SET record_id = NULL WHERE {PAID}"),
    ("given", f"UPDATE aid_aid SET state = 'planned' WHERE {PAID}"),
    ("given", "UPDATE finance_financerecord SET source_pk = source_pk + 1000 WHERE source_kind = 'aid'"),
    ("sources", f"UPDATE aid_aid SET record_id = NULL WHERE {PAID}"),
    ("sources", f"DELETE FROM aid_aid WHERE {PAID}"),
    ("failed", f"UPDATE aid_aid SET state = 'failed' WHERE {PAID}"),
    ("failed", f"UPDATE aid_aid SET state = 'paid' WHERE {FAILED}"),
    ("failed", "UPDATE finance_financerecord SET amount = amount / 2 WHERE reverses_id IS NOT NULL"),
    ("lists", "UPDATE aid_paymentlist SET total = total + 1 WHERE state = 'released'"),
    ("lists", f"DELETE FROM aid_aid WHERE {PAID}"),
    ("lists", f"UPDATE aid_aid SET state = 'cancelled', given_on = NULL, record_id = NULL WHERE {PAID}"),
    ("approvals", "DELETE FROM aid_listapproval"),
    (
        "approvals",
        "UPDATE aid_listapproval SET by_id = (SELECT created_by_id FROM aid_paymentlist WHERE state = 'released')",
    ),
    ("approvals", "UPDATE aid_paymentlist SET writers = writers || (SELECT by_id FROM aid_listapproval)"),
    ("twice", f"UPDATE aid_aid SET state = 'paid' WHERE {FAILED}"),
]


@pytest.fixture
def released() -> Any:
    """A list of which one payment arrived and one came back and was paid by another list."""
    payment_list = rows.make_released([rows.home(), rows.home()])
    good, bad = payment_list.aids.order_by("pk")
    clerk = make_user("staff")
    services.reconcile(
        payment_list=payment_list, paid={good.pk: "R1"}, failed={bad.pk: "Kapalı"}, day=today(), by=clerk
    )
    services.follow_up(payment_list=payment_list, by=clerk)
    return payment_list


def test_what_is_right_is_silent(released: Any) -> None:
    assert verify() == {}


@pytest.mark.parametrize(("check", "spoil"), SPOILED)
def test_what_somebody_spoiled_is_found(released: Any, check: str, spoil: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        for name in ("aid_given_is_in_the_ledger", "aid_by_bank_has_its_account"):
            cursor.execute(f"ALTER TABLE aid_aid DROP CONSTRAINT {name}")
        cursor.execute("DROP INDEX aid_once_a_month")
        cursor.execute(spoil)
        assert cursor.rowcount
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert f"aid.{check}" in verify()
    assert Aid.objects.exists()
