"""What an operator owes for gifts leaves its account by settlements alone; the rest of the account is free."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from finance import services
from finance.verifying import verify

from ..factories import make_user
from ..finance.book_rows import booked, entry, four_eyes_over, transfer
from .rows_batches import make_account, make_gift

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make_user("accounting")


@pytest.fixture
def places():
    """An operator that owes 100 for a gift, and a bank."""
    pos = make_account("pos")
    make_gift(account=pos)
    return pos, make_account()


def test_nobody_moves_by_hand_what_gifts_wait_for(clerk, places):
    with pytest.raises(ValidationError, match="Hesap kapama") as refusal:
        services.record_transfer(transfer=transfer("0.01", *places), by=clerk)
    assert "from_account" in refusal.value.error_dict
    fee = entry(-1, places[0], method="pos", category="out_bank_fee").record(clerk)
    with pytest.raises(ValidationError, match="Hesap kapama"):
        services.save_record(record=fee, by=clerk)
    assert verify() == {}


def test_what_no_gift_waits_for_is_free(clerk, places):
    booked(40, places[0], method="pos", category="in_dues")
    with pytest.raises(ValidationError, match="40,00"):
        services.record_transfer(transfer=transfer("40.01", *places), by=clerk)
    services.record_transfer(transfer=transfer(40, *places), by=clerk)
    assert verify() == {}


def test_an_approval_asks_again(clerk, places):
    pos, bank = places
    booked(40, pos, method="pos", category="in_dues")
    four_eyes_over(5)
    moved = services.record_transfer(transfer=transfer(30, pos, bank), by=clerk)
    services.decide_transfer(
        transfer=services.record_transfer(transfer=transfer(20, pos, bank), by=clerk),
        target="approved",
        by=make_user("board"),
    )
    with pytest.raises(ValidationError, match="20,00"):
        services.decide_transfer(transfer=moved, target="approved", by=make_user("board"))


def test_the_page_leads_to_where_it_is_settled(client, clerk, places):
    client.force_login(clerk)
    page = client.get(reverse("finance:transfer_create", args=["hesap"])).content.decode()
    assert reverse("donations:unsettled_list") in page.split("<main")[1]
    funds = client.get(reverse("finance:transfer_create", args=["fon"])).content.decode()
    assert reverse("donations:unsettled_list") not in funds.split("<main")[1]
