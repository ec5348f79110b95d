"""What operators pay out: to the cent, once, and as a whole or not at all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from donations import services
from donations.clearing import owed_by_age
from donations.models import Donation, Settlement
from donations.services import settling
from finance import balances
from finance.models import FinanceRecord, Fund, Transfer
from finance.verifying import verify
from kafkasder.core.money import share_out

from .rows_batches import DAY, general_fund, make_account, make_gift, make_settlement

pytestmark = pytest.mark.django_db
CENTS = st.integers(1, 10**7).map(lambda cents: Decimal(cents) / 100)


@settings(deadline=None, max_examples=60)
@given(st.lists(CENTS, min_size=1, max_size=40), st.floats(0, 1, exclude_max=True))
def test_shares_add_up_to_the_cent_and_none_is_larger_than_its_part(parts, rate):
    total = Decimal(int(sum(parts) * 100 * Decimal(rate))) / 100
    shares = share_out(total, parts)
    assert sum(shares) == total
    for share, part in zip(shares, parts, strict=True):
        assert 0 <= share <= part
        assert abs(share - total * part / sum(parts)) < Decimal("0.01")


@pytest.fixture
def clerk(make_user):
    return make_user("accounting")


@pytest.fixture
def pos(db):
    return make_account("pos")


@pytest.fixture
def bank(db):
    return make_account()


def test_a_settlement_moves_the_net_and_books_the_fee_of_the_general_fund(clerk, pos, bank):
    zakat = Fund.objects.get(code="zekat")
    make_gift(50, by=clerk)
    gifts = [
        make_gift(amount, account=pos, fund=zakat, kind="zekat", by=clerk) for amount in ("10.00", "10.00", "10.01")
    ]
    settlement = make_settlement(*gifts, to_account=bank, net=Decimal("29.00"), fee=None, by=clerk)
    assert (settlement.gross, settlement.fee, settlement.net, settlement.count) == (
        Decimal("30.01"),
        Decimal("1.01"),
        Decimal("29.00"),
        3,
    )
    assert balances.of_account(pos) == 0
    assert balances.of_account(bank) == Decimal("29.00")
    assert balances.of_fund(zakat) == {"TRY": Decimal("30.01")}
    assert balances.of_fund(general_fund()) == {"TRY": Decimal("48.99")}
    stored = Donation.objects.filter(settlement=settlement).order_by("pk")
    assert [gift.fee for gift in stored] == [Decimal("0.34"), Decimal("0.33"), Decimal("0.34")]
    assert {gift.settled_on for gift in stored} == {DAY}
    assert sum(gift.net_amount for gift in stored) == settlement.net


def test_what_went_back_to_its_giver_is_not_paid_out(clerk, pos, bank):
    kept, back = make_gift(account=pos, by=clerk), make_gift(account=pos, by=clerk)
    services.refund(donation=back, amount=Decimal(30), day=DAY, reason="Yanlış", by=clerk)
    settlement = make_settlement(kept, back, to_account=bank, fee=None, net=Decimal(170), by=clerk)
    assert settlement.gross == 170
    assert balances.of_account(pos) == 0
    back.refresh_from_db()
    assert back.net_amount == 70
    services.refund(donation=back, amount=Decimal(70), day=DAY, reason="Tümü", by=clerk)
    assert balances.of_account(bank) == 100


def test_undoing_brings_all_back_and_the_gifts_wait_again(clerk, pos, bank):
    make_gift(50, by=clerk)
    gift = make_gift(account=pos, by=clerk)
    settlement = make_settlement(gift, to_account=bank, by=clerk)
    with pytest.raises(ValidationError):
        services.undo_settlement(settlement=settlement, reason=" ", by=clerk)
    services.undo_settlement(settlement=settlement, reason="Dekont yanlış", by=clerk)
    assert (balances.of_account(pos), balances.of_account(bank)) == (100, 0)
    assert balances.of_fund(general_fund()) == {"TRY": Decimal(150)}
    again = make_settlement(gift, to_account=bank, fee=Decimal(0), by=clerk)
    assert again.fee_record is None
    assert not {key: found for key, found in verify().items() if found}
    assert balances.of_account(bank) == 100


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"fee": None}, "net"),
        ({"fee": Decimal(100)}, "net"),
        ({"net": Decimal(101), "fee": None}, "net"),
        ({"net": Decimal(90), "fee": Decimal(5)}, "net"),
        ({"day": DAY - timedelta(1)}, "day"),
        ({"day": date(2100, 1, 1)}, "day"),
    ],
)
def test_what_is_refused_beside_its_field(clerk, pos, change, field):
    gift = make_gift(account=pos, by=clerk)
    with pytest.raises(ValidationError) as refusal:
        make_settlement(gift, by=clerk, **change)
    assert field in refusal.value.error_dict
    assert not Settlement.objects.exists()


def test_gifts_of_two_accounts_or_of_none_that_owes_are_refused(clerk, pos):
    gift = make_gift(account=pos, by=clerk)
    for other in (make_gift(account=make_account("online"), by=clerk), make_gift(by=clerk)):
        with pytest.raises(ValidationError):
            make_settlement(gift, other, by=clerk)
    with pytest.raises(ValidationError):
        make_settlement(gift, to_account=make_account("cash"), by=clerk)
    make_settlement(gift, by=clerk)
    with pytest.raises(ValidationError):
        make_settlement(gift, by=clerk)


def test_a_failure_in_the_middle_leaves_nothing(clerk, pos, monkeypatch):
    gift = make_gift(account=pos, by=clerk)
    monkeypatch.setattr(settling, "_share", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_settlement(gift, by=clerk)
    assert not Settlement.objects.exists()
    assert not Transfer.objects.exists()
    assert FinanceRecord.objects.count() == 1
    assert balances.of_account(pos) == 100


def test_many_gifts_cost_as_many_statements_as_one(clerk, pos, bank):
    def cost(number):
        gifts = [make_gift(account=pos, by=clerk) for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            make_settlement(*gifts, to_account=bank, by=clerk)
        return len(queries)

    assert cost(1) == cost(6)


def test_what_is_owed_by_age_and_by_month_of_an_operator(clerk, pos):
    sms = make_account("sms")
    today = DAY + timedelta(40)
    make_gift(account=pos, day=today - timedelta(3), by=clerk)
    make_gift(account=pos, by=clerk)
    make_gift(5, account=sms, by=clerk)
    make_gift(7, account=sms, billing_month=date(2026, 2, 1), by=clerk)
    settled = make_gift(account=pos, by=clerk)
    make_settlement(settled, by=clerk)
    owed = {(each.account, each.month): each for each in owed_by_age(Donation.objects.all(), today)}
    assert owed[pos.pk, None].ages == (100, None, 100, None)
    assert owed[pos.pk, None].oldest == DAY
    assert owed[sms.pk, date(2026, 2, 1)].amount == 7
    assert len(owed) == 3


def test_the_ticked_gifts_are_settled_on_the_page(client, clerk, pos, bank):
    client.force_login(clerk)
    gifts = [make_gift(account=pos, by=clerk) for _ in range(2)]
    page = client.get("/bagis/hesap-kapama/bekleyenler/").content.decode()
    assert all(f"row-{gift.pk}" in page for gift in gifts)
    address = f"/bagis/hesap-kapama/yap/kapat/?row={gifts[0].pk}"
    data = {"to_account": bank.pk, "day": "10.03.2026", "net": "98,50", "seen": "100"}
    assert client.post(address, data | {"net": ""}).status_code == 422
    assert client.post(address, data | {"seen": "55"}).status_code == 422
    assert client.post(address, data).status_code == 302
    settlement = Settlement.objects.get()
    assert settlement.fee == Decimal("1.50")
    page = client.get(settlement.get_absolute_url()).content.decode()
    assert "98,50" in page
    assert client.post(f"{settlement.get_absolute_url()}geri-al/", {"reason": "Yanlış"}).status_code == 302
    assert not Donation.objects.filter(settlement__isnull=False).exists()


@pytest.mark.parametrize("address", ["bekleyenler/", "yaslandirma/", ""])
def test_pages_cost_the_same_for_one_and_for_many(client, clerk, pos, address):
    client.force_login(clerk)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/bagis/hesap-kapama/{address}").status_code == 200
        return len(queries)

    make_gift(account=pos, by=clerk)
    make_settlement(make_gift(account=pos, by=clerk), by=clerk)
    one = cost()
    for _ in range(2):
        make_gift(account=make_account("online"), by=clerk)
        make_settlement(make_gift(account=pos, by=clerk), by=clerk)
    assert cost() == one
