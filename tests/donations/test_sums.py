"""What donors gave and campaigns brought, and the certificate that thanks for it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from donations import services
from donations.sums import campaign_sums, donor_sums
from donations.thanks import tribute_words

from ..pages import told
from .rows import make_campaign, make_donor
from .rows_batches import DAY, general_fund, make_account, make_gift

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, make_user):
    clerk = make_user("accounting")
    client.force_login(clerk)
    return clerk


def test_what_a_donor_gave_is_told_by_currency_year_and_fund(clerk):
    donor, box = make_donor(), make_account("cash")
    old = make_gift(200, account=box, donor=donor, day=date(2025, 5, 1), by=clerk)
    new = make_gift(50, account=box, donor=donor, by=clerk)
    dollars = make_account("bank", currency="USD")
    make_gift(7, account=dollars, donor=donor, rate=Decimal(40), by=clerk)
    make_gift(999, account=box, by=clerk)
    services.refund(donation=new, amount=Decimal(20), day=DAY, reason="Yanlış", by=clerk)
    sums = donor_sums(donor, 2026)
    lira, dollar = sums.given
    assert (lira.currency, lira.all_years, lira.year, lira.count, lira.largest) == ("TRY", 230, 30, 2, 200)
    assert lira.by_fund == {general_fund().name: 230}
    assert (dollar.currency, dollar.all_years, dollar.count) == ("USD", 7, 1)
    assert (sums.first, sums.last) == (old.day, DAY)


def test_what_a_campaign_brought_is_told_beside_its_goal(clerk):
    campaign = make_campaign(goal=Decimal(400), by=clerk)
    box, donor = make_account("cash"), make_donor()
    for amount in (60, 40):
        make_gift(amount, account=box, donor=donor, campaign=campaign, by=clerk)
    make_gift(20, account=make_account("bank"), campaign=campaign, by=clerk)
    sums = campaign_sums(campaign)
    assert (sums.raised, sums.percent, sums.donors) == (120, 30, 2)
    assert [(each.amount, each.count) for each in sums.yields[0].methods] == [(20, 1), (100, 2)]


def test_pages_tell_it_and_cost_the_same_for_one_and_for_many(client, clerk):
    campaign, donor, box = make_campaign(goal=Decimal(400), by=clerk), make_donor(), make_account("cash")
    addresses = [donor.get_absolute_url(), campaign.get_absolute_url(), "/bagis/kampanyalar/", "/bagis/ithaflar/"]

    def cost():
        make_gift(
            100,
            account=box,
            donor=donor,
            campaign=campaign,
            tribute_kind="in_memory",
            tribute_name="Şükrü Öğüt",
            by=clerk,
        )
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                page = client.get(address).content.decode()
            assert "100,00" in page or "200,00" in page
            counts.append(len(queries))
        return counts

    one = cost()
    assert cost() == one


def test_who_may_not_see_donations_sees_no_sum(client, make_user):
    donor = make_donor()
    make_gift(321, donor=donor)
    reader = make_user()
    reader.user_permissions.add(*_permissions("view_donors"))
    client.force_login(reader)
    page = client.get(donor.get_absolute_url())
    assert page.status_code == 200
    assert "321" not in told(page.content.decode())


def _permissions(*names):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=names)


def test_a_certificate_thanks_in_the_name_of_whom_it_was_given_for(client, clerk, make_user):
    gift = make_gift(tribute_kind="in_memory", tribute_name="Şükrü Öğüt", by=clerk)
    assert tribute_words(gift) == "Bu bağış Şükrü Öğüt hatırasına yapılmıştır."
    way = f"/bagis/bagislar/{gift.pk}/tesekkur/"
    assert way in client.get(gift.get_absolute_url()).content.decode()
    answer = client.post(way)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert AuditEntry.objects.filter(action="export", table_name="donations_donation", row_pk=str(gift.pk)).count() == 1
    reader = make_user()
    reader.user_permissions.set(_permissions("view_donations"))
    client.force_login(reader)
    assert way not in client.get(gift.get_absolute_url()).content.decode()
    assert client.post(way).status_code == 403
