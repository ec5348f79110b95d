"""The demo's money: in the shares that associations know, and right to the last kuruş."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q, Sum
from pytest_django import DjangoDbBlocker

from donations.demo import make_demo, make_gifts
from donations.models import (
    Batch,
    CollectorAuthorization,
    Donation,
    DonationItem,
    Receipt,
    ReceiptBook,
    Refund,
    Settlement,
)
from donations.states import DonationState
from donations.totals import GIFTS, GIVERS
from finance.demo import make_demo as make_places
from finance.models import FinanceRecord, LockedMonth, Posting, Transfer
from finance.totals import BALANCES, LEDGER
from finance.verifying import verify
from kafkasder.core.days import today

from ..factories import make_user

_TAKEN_IN = ("completed", "refunded")


@pytest.fixture(scope="module")
def _demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the demo once for all tests, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        for role in ("admin", "board", "staff", "accounting", "volunteer"):
            make_user(role)
        make_places()
        make_demo()
        make_gifts()
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.usefixtures("_demo")


def shares(field: str) -> dict[str, int]:
    return dict(Donation.objects.order_by(field).values_list(field).annotate(Count("pk")))


def test_gifts_come_in_the_shares_of_kinds_ways_and_givers() -> None:
    assert Donation.objects.count() == 4_200
    methods, kinds, givers = shares("method"), shares("kind"), shares("donor__kind")
    assert (methods["bank"], methods["online"], methods["cash"]) == (2184, 756, 672)
    assert (kinds["zekat"], kinds["kurban"], kinds["fitre"], kinds["sadaka"]) == (588, 336, 252, 756)
    assert (givers["anonymous"], givers["company"]) == (504, 336)
    assert {*shares("state")} == {*DonationState.values}
    assert {*shares("cheque_state")} == {"", "held", "presented", "cleared", "dishonoured"}
    assert {*shares("currency")} == {"TRY", "EUR", "XAU"}
    assert Donation.objects.filter(due_on__gt=today(), cheque_state="held").exists()
    assert not Donation.objects.filter(method="cash", currency="TRY", amount__gt=7_000).exists()
    assert {*shares("tribute_kind")} == {"", "on_behalf", "in_memory", "in_honour"}


def test_the_proofs_find_nothing() -> None:
    assert verify() == {}


def test_no_fund_and_no_account_is_below_zero_on_any_day() -> None:
    for place in ("fund", "account"):
        moved = Posting.objects.filter(**{f"{place}__isnull": False}).values_list(place, "currency", "day")
        held: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
        for key, currency, _day, amount in moved.annotate(Sum("amount")).order_by("day"):
            held[key, currency] += amount
            assert held[key, currency] >= 0
        assert len(held) > 8


def test_the_sums_that_are_kept_are_those_of_the_rows() -> None:
    assert [totals.wrong() for totals in (BALANCES, LEDGER, GIFTS, GIVERS)] == [[], [], [], []]
    left = Posting.objects.values_list("currency")
    funds, accounts = (left.filter(**{f"{each}__isnull": False}) for each in ("fund", "account"))
    held = [dict(rows.annotate(Sum("amount")).order_by("currency")) for rows in (funds, accounts)]
    assert held[0] == held[1]


def test_a_gift_and_its_ledger_agree() -> None:
    taken_in = Donation.objects.filter(state__in=_TAKEN_IN)
    other = ~Q(record__amount=F("amount")) | ~Q(record__fund=F("fund")) | ~Q(record__account=F("account"))
    assert not taken_in.filter(other | Q(record__source_pk=None) | Q(record__day__lt=F("day"))).exists()
    back = Refund.objects.values("donation").annotate(sum=Sum("amount")).values_list("donation", "sum")
    assert dict(back) == dict(Donation.objects.filter(refunded__gt=0).values_list("pk", "refunded"))
    assert {*shares("state")} >= {"refunded", "cancelled"}
    assert taken_in.filter(refunded__gt=0, refunded__lt=F("amount")).exists()
    reversed_ = FinanceRecord.objects.filter(reverses=OuterRef("record"))
    assert Donation.objects.filter(Exists(reversed_), state="cancelled").exists()
    goods = Donation.objects.filter(method="in_kind").annotate(value=Sum("items__value"))
    assert not goods.exclude(value=F("amount")).exists()
    assert DonationItem.objects.values("category").distinct().count() > 5


def test_operators_have_paid_most_of_it_out() -> None:
    cards = Donation.objects.filter(method__in=["pos", "online", "sms"], state__in=_TAKEN_IN)
    assert 0 < cards.filter(settlement=None).count() < cards.count() * 0.15
    for settlement in Settlement.objects.annotate(sum=Sum("donations__amount"), fees=Sum("donations__fee")):
        assert (settlement.gross, settlement.fee) == (settlement.sum, settlement.fees)
        assert settlement.transfer
        assert settlement.transfer.amount == settlement.net


def test_last_year_is_locked_and_numbered_and_something_waits() -> None:
    year = today().year - 1
    assert LockedMonth.objects.filter(month__year=year).count() == 12
    assert LockedMonth.objects.count() == 12
    numbers = FinanceRecord.objects.filter(book_year=year).order_by("day", "pk").values_list("number", flat=True)
    assert list(numbers) == list(range(1, FinanceRecord.objects.filter(day__year=year).count() + 1))
    assert FinanceRecord.objects.filter(state="pending").count() == 3
    assert Transfer.objects.filter(state="pending").count() == 1
    (batch,) = Batch.objects.filter(state="open")
    assert {*batch.donations.values_list("state", flat=True)} == {"pending"}
    assert batch.donations.aggregate(Min("day"))["day__min"] == batch.day
    assert Batch.objects.filter(state="closed").count() == 2


def test_every_leaf_has_its_receipt_and_every_gift_its_proof() -> None:
    assert (ReceiptBook.objects.count(), Receipt.objects.count()) == (6, 300)
    assert Receipt.objects.filter(state="void").count() == 3
    for book in ReceiptBook.objects.prefetch_related("receipts", "handovers"):
        leaves = sorted(book.receipts.all(), key=lambda leaf: leaf.number)
        assert [leaf.number for leaf in leaves] == list(range(book.first, book.next_number))
        assert [leaf.day for leaf in leaves] == sorted(leaf.day for leaf in leaves)
        (handover,) = book.handovers.all()
        assert book.received_on <= handover.delivered_on <= leaves[0].day
    for leaf in Receipt.objects.select_related("authorization", "donation"):
        assert leaf.authorization
        assert leaf.authorization.person_id == leaf.collector_id
        assert leaf.authorization.holds_on(leaf.day)
    over = CollectorAuthorization.objects.filter(valid_to__lt=today(), valid_from__year=today().year - 1)
    assert over.exists()
    issued = Receipt.objects.filter(state="issued").values("donation")
    paper = Donation.objects.filter(method__in=["cash", "in_kind"], state="completed")
    assert not paper.exclude(pk__in=issued).filter(derbis_number="").exists()
    assert not paper.filter(pk__in=issued).exclude(derbis_number="").exists()
