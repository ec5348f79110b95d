"""Ways around the rules of donations that are no ways: each was one, or looked like one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from donations import services
from donations.batches import entered
from donations.models import Donation
from finance import balances
from finance.models import ExchangeRate
from kafkasder.core.days import today

from . import rows_receipts
from .gift_rows import a_fund, goods, make_gift, new_gift, taken_in
from .rows import make_donor
from .rows_batches import make_account, make_batch, type_in
from .rows_batches import make_gift as make_clearing_gift

pytestmark = pytest.mark.django_db


def refused(field, service, **arguments):
    with pytest.raises(ValidationError) as caught:
        service(**arguments)
    assert field in caught.value.error_dict


def test_who_changed_a_gift_in_kind_does_not_approve_it(make_user):
    clerk, head = make_user("staff"), make_user("board")
    gift = make_gift("in_kind", clerk)
    gift = services.save_donation(donation=Donation.objects.get(pk=gift.pk), items=goods(900_000), by=head)
    with pytest.raises(PermissionDenied):
        services.change_donation_state(donation=gift, target="approved", by=head)
    services.change_donation_state(donation=gift, target="approved", by=make_user("board"))


def test_alms_go_into_no_free_fund():
    for kind in ("zekat", "fitre", "kurban", "adak"):
        refused("fund", make_gift, kind=kind)
    assert make_gift(kind="zekat", fund=a_fund()).fund.is_bound


def test_a_rate_of_ones_own_hides_no_cash():
    ExchangeRate.objects.create(currency="USD", day=today(), rate=Decimal(41), source="TCMB")
    refused("amount", make_gift, amount=Decimal(5000), currency="USD", rate=Decimal("0.01"))
    make_gift(amount=Decimal(100), currency="USD", rate=Decimal("0.01"))


def test_a_row_of_a_pile_stays_like_the_others(make_user):
    clerk = make_user("staff")
    batch = make_batch(clerk)
    type_in(batch, 50, clerk)
    row = type_in(batch, 100, clerk)
    row.currency, row.rate, row.account = "USD", Decimal(41), make_account("cash", currency="USD")
    refused("currency", services.save_donation, donation=row, by=clerk)
    row = Donation.objects.get(pk=row.pk)
    row.amount = Decimal(90)
    services.save_donation(donation=row, by=clerk)
    assert entered(batch).total == 140


def test_a_row_that_was_taken_out_does_not_come_back_by_a_late_change(make_user):
    clerk = make_user("staff")
    batch = make_batch(clerk)
    row = type_in(batch, 50, clerk)
    late = Donation.objects.select_related("batch").get(pk=row.pk)
    services.remove_batch_row(donation=row, by=clerk)
    late.amount = Decimal(70)
    with pytest.raises(PermissionDenied):
        services.change_batch_row(donation=late, by=clerk)
    row.refresh_from_db()
    assert (row.state, row.amount) == ("cancelled", 50)


def test_money_goes_back_out_of_no_other_operators_debt(make_user):
    head, clerk = make_user("board"), make_user("accounting")
    pos, other = make_account("pos"), make_account("pos")
    gift = make_clearing_gift(100, account=pos, by=clerk)
    make_clearing_gift(500, account=other, by=clerk)
    terms = {"amount": Decimal(10), "day": today(), "reason": "İstek", "by": head}
    for wrong in (other, make_account("goods")):
        refused("account", services.refund, donation=gift, account=wrong, **terms)
    services.refund(donation=gift, account=pos, **terms)
    services.settle(
        donations=[gift.pk], to_account=make_account(), day=today(), net=Decimal(88), fee=Decimal(2), by=clerk
    )
    make_clearing_gift(500, account=pos, by=clerk)
    refused("account", services.refund, donation=gift, account=pos, **terms)
    services.refund(donation=gift, **terms)
    assert balances.of_account(pos) == 500


def test_neither_receipt_nor_payout_is_from_before_the_money(make_user):
    clerk, given_on = make_user("accounting"), rows_receipts.DAY
    came_on = given_on + timedelta(days=10)
    gift = rows_receipts.make_gift(waiting=True, account=make_account("cash"))
    gift = services.take_in(donation=gift, day=came_on, by=clerk)
    refused("day", rows_receipts.make_receipt, donation=gift, day=given_on)
    rows_receipts.make_receipt(gift, day=came_on)
    pos = make_account("pos")
    donation = new_gift("pos", account=pos, day=given_on, donor=make_donor())
    card = services.record_donation(donation=donation, by=clerk)
    card = services.take_in(donation=card, day=came_on, by=clerk)
    terms = {"donations": [card.pk], "to_account": make_account(), "fee": Decimal(2), "by": clerk}
    refused("day", services.settle, day=came_on - timedelta(days=1), **terms)
    assert services.settle(day=came_on, **terms).net == card.amount - 2


def test_a_mistyped_year_is_no_year_of_money():
    for day in (date(1026, 3, 10), date(1899, 12, 31)):
        refused("day", make_gift, day=day)
    assert make_gift(day=date(1985, 3, 10)).pk


def test_a_gift_that_is_there_stays_one(make_user):
    """The pile, the state and the record of a gift are nobody's to send along."""
    gift = taken_in("cash", make_user("staff"))
    with pytest.raises(PermissionDenied):
        services.save_donation(donation=gift, by=make_user("staff"))
