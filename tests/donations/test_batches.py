"""Piles of gifts: typed in one after another, kept at once, taken in together."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donations import services
from donations.batches import entered
from donations.models import Batch, Donation
from donations.services import batches
from finance import balances
from finance.models import ExchangeRate, Fund

from .rows import make_donor
from .rows_batches import DAY, general_fund, make_account, make_batch, type_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, make_user):
    clerk = make_user("accounting")
    client.force_login(clerk)
    return clerk


def test_a_pile_that_agrees_is_taken_in_without_a_word(clerk):
    batch = make_batch(clerk)
    zakat = Fund.objects.get(code="zekat")
    type_in(batch, 100, clerk, donor=make_donor())
    type_in(batch, 50, clerk, kind="zekat")
    assert balances.of_account(batch.account) == 0
    services.close_batch(batch=batch, by=clerk)
    assert balances.of_account(batch.account) == 150
    assert balances.of_fund(zakat) == {"TRY": Decimal(50)}
    rows = Donation.objects.filter(batch=batch)
    assert {(row.state, row.day, row.method) for row in rows} == {("completed", DAY, "cash")}
    assert all(row.record.source_pk == row.pk for row in rows)
    assert rows.filter(donor__kind="anonymous").count() == 1


def test_a_difference_asks_for_its_reason(clerk):
    batch = make_batch(clerk)
    type_in(batch, 100, clerk)
    with pytest.raises(ValidationError) as refusal:
        services.close_batch(batch=batch, by=clerk)
    assert "reason" in refusal.value.error_dict
    closed = services.close_batch(batch=batch, by=clerk, reason="Bir zarf boş çıktı")
    assert closed.difference_reason == "Bir zarf boş çıktı"
    for late in (lambda: type_in(batch, 50, clerk), lambda: services.close_batch(batch=batch, by=clerk)):
        with pytest.raises(PermissionDenied):
            late()


def test_a_row_is_changed_or_taken_out_before_closing(clerk):
    batch = make_batch(clerk)
    first, second = type_in(batch, 100, clerk), type_in(batch, 70, clerk)
    first.amount = Decimal(80)
    services.change_batch_row(donation=first, by=clerk)
    services.remove_batch_row(donation=second, by=clerk)
    so_far = entered(batch)
    assert (so_far.count, so_far.total) == (1, 80)
    assert so_far.left(batch).total == 70
    services.take_in(donation=first, by=clerk)
    with pytest.raises(PermissionDenied):
        services.remove_batch_row(donation=first, by=clerk)
    services.close_batch(batch=batch, by=clerk, reason="Sayım yanlıştı")
    assert balances.of_account(batch.account) == 80


def test_a_failure_in_the_middle_of_closing_takes_nothing_in(clerk, monkeypatch):
    batch = make_batch(clerk)
    type_in(batch, 100, clerk), type_in(batch, 50, clerk)
    monkeypatch.setattr(batches, "_TAKEN_IN", "SELECT 1 / 0 WHERE %s::text || %s::text || %s::text <> ''")
    with pytest.raises(Exception, match="division"):
        services.close_batch(batch=batch, by=clerk)
    assert balances.of_account(batch.account) == 0
    assert Batch.objects.get().state == "open"


def test_foreign_money_takes_the_rate_of_the_day(clerk):
    batch = make_batch(clerk, account=make_account("cash", currency="USD"), currency="USD")
    with pytest.raises(ValidationError):
        type_in(batch, 10, clerk)
    ExchangeRate.objects.create(currency="USD", day=DAY, rate=Decimal("40.5"))
    assert type_in(batch, 10, clerk).rate == Decimal("40.5")


@pytest.mark.parametrize("change", [{"method": "pos"}, {"currency": "EUR"}, {"day": DAY.replace(year=2100)}])
def test_what_no_pile_can_be(clerk, change):
    with pytest.raises(ValidationError):
        make_batch(clerk, **change)


def test_closing_costs_the_same_for_few_and_for_many(clerk):
    def cost(number):
        batch = make_batch(clerk)
        for _ in range(number):
            type_in(batch, 10, clerk)
        with CaptureQueriesContext(connection) as queries:
            services.close_batch(batch=batch, by=clerk, reason="Deneme")
        return len(queries)

    cost(1)
    assert cost(2) == cost(6)


def test_the_page_takes_one_gift_after_another_and_loses_nothing(client, clerk):
    general_fund()
    account, donor = make_account("cash"), make_donor(name="Çiğdem Öz")
    data = {"name": "Zarflar", "day": "10.03.2026", "method": "cash", "account": account.pk, "currency": "TRY"}
    data |= {"fund": general_fund().pk, "expected_count": "2", "expected_total": "150"}
    assert client.post("/bagis/toplu/yeni/", data | {"expected_count": "0"}).status_code == 422
    assert client.post("/bagis/toplu/yeni/", data).status_code == 302
    batch = Batch.objects.get()
    url, htmx = batch.get_absolute_url(), {"HX-Request": "true"}
    assert f"Çiğdem Öz #{donor.pk}" in client.post("/bagis/toplu/bagiscilar/", {"donor": "çiğ"}).content.decode()
    bad = client.post(f"{url}ekle/", {"donor": "çiğdem", "amount": "1,234", "kind": "general"}, headers=htmx)
    assert bad.status_code == 422
    assert 'value="1,234"' in bad.content.decode()
    good = client.post(f"{url}ekle/", {"donor": "çiğdem", "amount": "100", "kind": "sadaka"}, headers=htmx)
    assert "Çiğdem Öz, 100,00" in good.content.decode()
    assert 'value="çiğdem"' not in good.content.decode()
    named = {"donor": f"Çiğdem Öz #{donor.pk}", "amount": "50", "kind": "general"}
    assert client.post(f"{url}ekle/", named).status_code == 302
    first, second = Donation.objects.order_by("pk")
    assert (first.donor, first.amount, first.kind) == (donor, 100, "sadaka")
    edit = {"donor": "", "amount": "60", "kind": "general"}
    assert client.post(f"{url}{second.pk}/duzelt/", edit).status_code == 302
    assert client.post(f"{url}tamamla/", {"reason": ""}).status_code == 422
    assert client.post(f"{url}{second.pk}/cikar/").status_code == 302
    assert client.post(f"{url}tamamla/", {"reason": "Biri eksik"}).status_code == 302
    late = client.post(f"{url}ekle/", named, headers=htmx)
    assert late.status_code == 422
    assert f"#{donor.pk}" in late.content.decode()


@pytest.mark.parametrize("row", [{"donor": "yok böyle biri"}, {"donor": "işıl"}, {"donor": "x #999999"}])
def test_a_giver_who_is_not_one_alone_is_refused(client, clerk, row):
    batch = make_batch(clerk)
    make_donor(), make_donor()
    answer = client.post(f"{batch.get_absolute_url()}ekle/", {"amount": "5", "kind": "general"} | row)
    assert answer.status_code == 422
    assert "donor" in answer.context["form"].errors
    assert not Donation.objects.exists()


def test_pages_cost_the_same_for_one_and_for_many(client, clerk):
    batch = make_batch(clerk)

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = ["/bagis/toplu/", batch.get_absolute_url()]
    type_in(batch, 10, clerk, donor=make_donor())
    one = [cost(address) for address in addresses]
    for _ in range(2):
        type_in(make_batch(clerk), 10, clerk)
        type_in(batch, 10, clerk, donor=make_donor())
    assert [cost(address) for address in addresses] == one
