"""Where a gift went: what came first is spent first, to the cent, and the rest is in the fund."""

from collections import deque
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donations import services
from donations.models import Donation
from donations.totals import FLOWS, MOVES
from donations.uses import use_of
from finance import balances
from finance.models import Fund, Transfer
from finance.services import Entry, book, move, reverse

from .rows import make_donor
from .rows_batches import DAY, general_fund, make_account, make_gift

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(make_user):
    return make_user("accounting")


def spend(amount, account, by, *, fund=None, day=DAY, words="Gıda alımı"):
    entry = Entry(
        direction="expense",
        category="out_aid_cash",
        amount=Decimal(amount),
        currency=account.currency,
        fund=fund or general_fund(),
        account=account,
        day=day,
        method="cash",
        document_type="invoice",
        description=words,
    )
    return book(entry=entry, by=by)


def test_what_came_first_is_spent_first(clerk):
    box, donor = make_account("cash"), make_donor()
    first, second, third = (make_gift(amount, account=box, donor=donor, by=clerk) for amount in (100, 50, 30))
    spend(70, box, clerk, words="Kömür")
    spend(60, box, clerk, day=DAY + timedelta(1), words="Battaniye")
    assert [(use.words, use.amount) for use in use_of(first).uses] == [("Kömür", 70), ("Battaniye", 30)]
    assert [(use.words, use.amount) for use in use_of(second).uses] == [("Battaniye", 30)]
    assert (use_of(first).unspent, use_of(second).unspent, use_of(third).unspent) == (0, 20, 30)


def test_what_was_given_back_or_taken_back_shortens_its_own_row(clerk):
    box, donor = make_account("cash"), make_donor()
    first, second = (make_gift(100, account=box, donor=donor, by=clerk) for _ in range(2))
    spent = spend(80, box, clerk)
    services.refund(donation=first, amount=Decimal(40), day=DAY + timedelta(3), reason="Yanlış", by=clerk)
    assert (use_of(first).whole, use_of(first).unspent) == (60, 0)
    assert use_of(second).spent == 20
    reverse(record=spent, amount=Decimal(50), day=DAY + timedelta(5), reason="Fazla", by=clerk)
    assert (use_of(first).spent, use_of(second).spent) == (30, 0)
    services.refund(donation=first, amount=Decimal(60), day=DAY + timedelta(6), reason="Tümü", by=clerk)
    assert use_of(Donation.objects.get(pk=first.pk)) is None
    assert use_of(second).spent == 30


def test_what_goes_to_another_fund_is_a_use_and_what_comes_from_it_stands_in_line(clerk):
    box, donor = make_account("cash"), make_donor()
    need = Fund.objects.create(name="Okul", code="okul")
    gift = make_gift(100, account=box, donor=donor, by=clerk)
    given = {"amount": 60, "currency": "TRY", "day": DAY, "description": "Okula"}
    move(transfer=Transfer(from_fund=general_fund(), to_fund=need, **given), by=clerk)
    later = make_gift(10, account=box, donor=donor, fund=need, day=DAY + timedelta(1), by=clerk)
    spend(65, box, clerk, fund=need, day=DAY + timedelta(2))
    assert [(use.is_transfer, use.amount) for use in use_of(gift).uses] == [(True, 60)]
    assert use_of(later).spent == 5


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("gers"), st.integers(1, 9999), st.integers(0, 4)), min_size=2, max_size=9))
def test_any_year_comes_out_as_if_told_by_hand(clerk, steps):
    fund = Fund.objects.create(name="Deneme", code=f"d-{Fund.objects.count()}")
    box, donor = make_account("cash"), make_donor()
    gifts, expenses = [], []
    for kind, cents, days in steps:
        amount, day = Decimal(cents) / 100, DAY + timedelta(days)
        held = balances.of_fund(fund).get("TRY", Decimal(0))
        if kind == "g":
            gifts.append(make_gift(amount, account=box, donor=donor, fund=fund, day=day, by=clerk))
        elif kind == "e" and held >= amount:
            expenses.append(spend(amount, box, clerk, fund=fund, day=day))
        elif kind == "r" and gifts and held >= amount < gifts[0].amount - gifts[0].refunded:
            services.refund(donation=gifts[0], amount=amount, day=max(day, gifts[0].day), reason="İade", by=clerk)
            gifts[0].refresh_from_db()
    line = deque([record.pk, record.amount] for record in sorted(expenses, key=lambda each: (each.day, each.pk)))
    for gift in sorted(gifts, key=lambda each: (each.day, each.record_id)):
        left, paid = gift.amount - gift.refunded, []
        while left and line:
            part = min(left, line[0][1])
            paid.append((line[0][0], part))
            left, line[0][1] = left - part, line[0][1] - part
            if not line[0][1]:
                line.popleft()
        found = use_of(gift)
        assert [(use.key, use.amount) for use in found.uses] == paid
        assert found.unspent == left
    unspent = sum((use_of(gift).unspent for gift in gifts), Decimal(0))
    assert unspent == balances.of_fund(fund).get("TRY", Decimal(0))
    assert not FLOWS.wrong()
    assert not MOVES.wrong()


def test_an_old_fund_costs_what_a_new_one_costs(clerk):
    box, donor = make_account("cash"), make_donor()

    def cost():
        gift = make_gift(5, account=box, donor=donor, by=clerk)
        with CaptureQueriesContext(connection) as queries:
            use_of(gift)
        return len(queries)

    make_gift(100, account=box, donor=donor, by=clerk)
    spend(100, box, clerk)
    one = cost()
    for _ in range(3):
        cost()
    assert cost() == one


def test_the_part_of_a_page_leads_those_to_the_expense_who_may_see_it(clerk, make_user, rf):
    box = make_account("cash")
    gift = make_gift(100, account=box, by=clerk)
    spent = spend(30, box, clerk, words="Kömür")
    page = Template("{% load batches %}{% gift_use gift %}")

    def drawn(user):
        request = rf.get("/")
        request.user = user
        return page.render(Context({"request": request, "gift": gift}))

    assert spent.get_absolute_url() in drawn(clerk)
    assert "70,00" in drawn(clerk)
    assert spent.get_absolute_url() not in drawn(make_user("staff"))
