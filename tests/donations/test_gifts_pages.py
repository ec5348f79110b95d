"""Pages of donations: the list and what it comes to, the record, and what is typed by each way of paying."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry
from donations.forms.gift_actions import TakeInForm
from donations.gift_entries import cheque_entries
from donations.models import Donation, Donor
from finance.choices import PaymentMethod
from finance.models import ExchangeRate, FinanceRecord, Fund, MoneyAccount
from kafkasder.core.dashboard import tiles_for
from kafkasder.core.days import today
from kafkasder.core.fields import format_date
from kafkasder.core.palette import search

from ..factories import sign_in_with_code
from ..pages import filled
from .gift_rows import IBAN, a_fund, an_account, general_fund, make_gift, new_gift, own_fields, taken_in
from .rows import NUMBER, make_campaign, make_donor

pytestmark = pytest.mark.django_db
LIST, NEW = "/bagis/bagislar/", "/bagis/bagislar/yeni/"


WRONG = [
    ("cash", "amount", {"amount": "0"}),
    ("cash", "day", {"day": "01.01.2999"}),
    ("cash", "donor", {"donor": ""}),
    ("cash", "purpose", {"kind": "conditional"}),
    ("cash", "tribute_name", {"tribute_kind": "in_memory"}),
    ("cash", "from_abroad", {"from_abroad": "on"}),
    ("cash", "rate", {"currency": "USD"}),
    ("cheque", "due_on", {"due_on": "01.01.2020"}),
    ("cheque", "cheque_number", {"cheque_number": ""}),
    ("pos", "card_digits", {"card_digits": "12a4"}),
    ("pos", "card_brand", {"card_brand": ""}),
    ("online", "three_d_secure", {"three_d_secure": ""}),
    ("online", "reference", {"reference": ""}),
    ("bank", "sender_account", {"sender_account": "TR330006100519786457841327"}),
    ("sms", "sms_phone", {"sms_phone": ""}),
    ("sms", "billing_month", {"billing_month": "13.2026"}),
    ("in_kind", "place", {"place": ""}),
    ("in_kind", "__all__", {"goods-0-category": "", "goods-1-category": ""}),
    ("in_kind", "__all__", {"goods-0-value": "0"}),
]


@pytest.fixture
def clerk(client, make_user):
    clerk = make_user("accounting")
    client.force_login(clerk)
    return clerk


def typed(method, **changed):
    """Return what a form of this method is sent with."""
    general_fund()
    donation = new_gift(method)
    own = {name: format_date(value) if hasattr(value, "year") else value for name, value in own_fields(method).items()}
    own |= {"three_d_secure": "1"} if method == "online" else {}
    own |= {"billing_month": "03.2026", "sms_phone": "0532 123 45 67"} if method == "sms" else {}
    data = {"method": method, "donor": donation.donor.pk, "kind": "general", "day": format_date(today())}
    data |= {"account": donation.account.pk, "is_here": "1"} | own
    if method == "in_kind":
        data |= {"goods-TOTAL_FORMS": "2", "goods-INITIAL_FORMS": "0", "goods-0-category": "Un", "goods-0-unit": "kg"}
        data |= {"goods-0-quantity": "10", "goods-0-value": "400", "goods-1-category": "Yağ", "goods-1-unit": "litre"}
        return data | {"goods-1-quantity": "5", "goods-1-value": "350,50"} | changed
    return data | {"amount": "1.500,50", "currency": "TRY"} | changed


@pytest.mark.parametrize("method", PaymentMethod.values)
def test_each_way_of_paying_has_a_form_of_its_own(client, clerk, method):
    assert client.get(f"{NEW}?method={method}").status_code == 200
    sent = client.post(NEW, typed(method))
    assert sent.status_code == 302, sent.context["form"].errors
    donation = Donation.objects.get()
    assert (donation.method, donation.created_by) == (method, clerk)
    assert donation.amount == Decimal("750.50" if method == "in_kind" else "1500.50")
    assert donation.state == ("pending" if method in ("cheque", "in_kind") else "completed")
    page = client.get(donation.get_absolute_url()).content.decode()
    assert IBAN not in page
    assert "1234567" not in page
    if donation.state == "pending":
        edit = reverse("donations:donation_edit", args=[donation.pk])
        assert client.post(edit, filled(client.get(edit).content.decode(), notes="Sonra")).status_code == 302
        donation.refresh_from_db()
        assert donation.notes == "Sonra"
        assert donation.items.count() == (2 if method == "in_kind" else 0)


def test_what_the_form_refuses(client, clerk):
    for method, field, changed in WRONG:
        sent = client.post(NEW, typed(method, **changed))
        assert sent.status_code == 422, (method, changed)
        assert field in sent.context["form"].errors, (method, changed)
    assert not Donation.objects.exists()


def test_a_wrong_account_is_refused_beside_it(client, clerk):
    wrong = client.post(NEW, typed("cash", account=an_account("bank").pk))
    assert "account" in wrong.context["form"].errors
    euros = client.post(NEW, typed("cash", currency="EUR", rate="45"))
    assert "account" in euros.context["form"].errors


def test_choosing_brings_proposals_and_keeps_what_was_typed(client, clerk):
    zakat, campaign = a_fund("zekat"), make_campaign(purpose="Kömür ve battaniye")
    Fund.objects.filter(pk=zakat.pk).update(receipt_text="Zekâttır")
    ExchangeRate.objects.create(currency="USD", day=today() - timedelta(days=1), rate=Decimal("41.25"))
    data = typed("cash", kind="zekat", notes="Unutulmasın", amount="yanlış", campaign=campaign.pk)
    page = client.post(f"{NEW}?sec=kind", data)
    assert page.status_code == 200
    assert page.context["form"]["fund"].value() == str(zakat.pk)
    html = page.content.decode()
    assert "Unutulmasın" in html
    assert "Zekâttır" in html
    assert 'class="field-errors"' not in html
    again = client.post(NEW, data | {"sec": "all", "currency": "USD"}).context["form"]
    assert (again["rate"].value(), again["purpose"].value()) == ("41,25", "Kömür ve battaniye")
    kind = client.post(f"{NEW}?sec=method", data | {"method": "in_kind"}).content.decode()
    assert 'name="goods-1-value"' in kind
    assert 'class="errorlist' not in kind
    cheque = client.post(f"{NEW}?sec=method", data | {"method": "cheque"}).content.decode()
    assert 'name="cheque_number"' in cheque
    assert "Unutulmasın" in cheque


def test_what_is_chosen_brings_an_account_that_may_hold_it(client, clerk):
    an_account("bank")
    cards, dollars = an_account("pos"), an_account("cash", "USD")
    assert client.get(f"{NEW}?method=pos").context["form"].initial["account"] == cards
    card = client.post(f"{NEW}?sec=method", typed("cash") | {"method": "pos"}).context["form"]
    assert card["account"].value() == str(cards.pk)
    foreign = client.post(f"{NEW}?sec=currency", typed("cash", currency="USD")).context["form"]
    assert foreign["account"].value() == str(dollars.pk)


def test_foreign_money_takes_the_newest_rate_of_its_day(client, clerk):
    for days, rate in ((1, "42"), (5, "41.5")):
        ExchangeRate.objects.create(currency="USD", day=today() - timedelta(days=days), rate=Decimal(rate))
    data = typed("cash", amount="100", currency="USD", account=an_account("cash", "USD").pk)
    data["day"] = format_date(today() - timedelta(days=3))
    assert client.post(NEW, data).status_code == 302
    assert Donation.objects.get().rate == Decimal("41.5")


def test_a_donor_is_searched_for_stays_unnamed_or_comes_along(client, clerk):
    donor = make_donor(name="Kâzım Öz")
    assert "Kâzım Öz" in client.post(reverse("donations:gift_donors"), {"search": "kazım"}).content.decode()
    assert "Kâzım Öz" in client.post(NEW, typed("cash", search="kazım", find="1")).content.decode()
    assert client.post(NEW, typed("cash", donor="anonymous")).status_code == 302
    assert Donation.objects.get().donor.is_anonymous
    new = {"donor": "new", "new-kind": "individual", "new-name": "Kâzım Öz"}
    assert client.post(NEW, typed("cash", **new)).status_code == 422  # looks like the other one
    assert client.post(NEW, typed("cash", **new | {"not-the-same": str(donor.pk)})).status_code == 302
    assert Donation.objects.latest("pk").donor == Donor.objects.latest("pk")
    assert client.post(NEW, typed("cash", **new | {"new-name": ""})).status_code == 422
    assert client.post(NEW, typed("cash", **new | {"new-number": NUMBER, "amount": ""})).status_code == 422
    assert not Donor.objects.with_number(NUMBER).exists()


def test_cash_above_the_limit_is_refused_and_split_gifts_are_flagged(client, clerk):
    over = client.post(NEW, typed("cash", amount="7.000,01"))
    assert "amount" in over.context["form"].errors
    dollars = typed("cash", amount="200", currency="USD", rate="41", account=an_account("cash", "USD").pk)
    assert "amount" in client.post(NEW, dollars).context["form"].errors
    data = typed("cash", amount="4.000")
    assert client.post(NEW, data).status_code == 302
    again = client.post(NEW, data)
    assert "splits_seen" in again.context["form"].errors
    assert client.post(NEW, data | {"splits_seen": "on"}).status_code == 302
    for donation in Donation.objects.all():
        assert "yasal nakit sınırını aşıyor" in client.get(donation.get_absolute_url()).content.decode()


def test_two_editors_of_a_waiting_donation_merge(client, clerk):
    donation = make_gift("bank", clerk)
    url = reverse("donations:donation_edit", args=[donation.pk])
    page = client.get(url).content.decode()
    assert IBAN not in page
    Donation.objects.filter(pk=donation.pk).update(purpose="Okul")
    assert client.post(url, filled(page, amount="750")).status_code == 302
    donation.refresh_from_db()
    assert (donation.amount, donation.purpose, donation.sender_account) == (750, "Okul", IBAN)


def test_ways_out_are_gone_on_their_pages(client, clerk, make_user):
    donation = make_gift("in_kind", make_user("staff"))
    url = lambda target: reverse("donations:donation_state", args=[donation.pk, target])  # noqa: E731
    assert client.post(url("completed"), {}).status_code == 403
    assert client.post(url("approved")).status_code == 302
    day = format_date(today())
    assert client.post(url("completed"), {"day": day, "account": donation.account_id}).status_code == 302
    assert client.post(url("refunded"), {}).status_code == 403  # goods are not given back
    assert client.post(url("cancelled"), {"reason": ""}).status_code == 422
    assert client.post(url("cancelled"), {"reason": "Yanlış"}).status_code == 302
    assert sum(FinanceRecord.objects.values_list("amount", flat=True)) == 0


def test_money_goes_back_in_part_and_then_as_a_whole(client, clerk):
    donation = taken_in("bank", clerk)
    url = reverse("donations:donation_state", args=[donation.pk, "refunded"])
    data = {"amount": "200", "day": format_date(today()), "account": donation.account_id, "reason": "Fazla gönderdi"}
    assert client.post(url, data | {"amount": "500,01"}).status_code == 422
    assert client.post(url, data | {"account": an_account("in_kind").pk}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert "Fazla gönderdi" in client.get(donation.get_absolute_url()).content.decode()
    assert client.post(url, data | {"amount": "300"}).status_code == 302
    donation.refresh_from_db()
    assert donation.state == "refunded"


def test_where_money_came_from_is_shown_for_a_reason(client, clerk):
    donation = make_gift("bank", clerk)
    url = reverse("donations:donation_reveal", args=[donation.pk, "sender_account"])
    shown = client.post(url, {"reason": "İade için"}).content.decode().replace(" ", "")
    assert IBAN in shown
    assert AuditEntry.objects.filter(action="view", row_pk=str(donation.pk), reason="İade için").exists()
    assert client.get(reverse("donations:donation_reveal", args=[donation.pk, "notes"])).status_code == 404


def test_the_list_and_its_sums_agree(client, clerk):
    donor, campaign = make_donor(name="Ali Can"), make_campaign()
    one = taken_in("cash", clerk, amount=Decimal(300), donor=donor, campaign=campaign, kind="zekat", fund=a_fund())
    taken_in("bank", clerk, amount=Decimal(200))
    taken_in("cash", clerk, amount=Decimal(40), currency="USD")
    waiting = make_gift("bank", clerk, amount=Decimal(90))
    queries = ["", "method=cash", "kind=zekat", f"campaign={campaign.pk}", "currency=TRY", "q=Ali", "amount_min=250"]
    queries += ["receipt=no", "receipt=yes", "state=pending", f"account={one.account_id}", "day_from=01.01.2999"]
    for query in queries:
        context = client.get(f"{LIST}?{query}").context
        rows = [row for row in context["listing"].objects if row != waiting or "state" in query]
        shown = {each.currency: (each.count, each.amount) for each in context["sums"]}
        for currency in ("TRY", "USD"):
            mine = [row.amount for row in rows if row.currency == currency]
            assert shown.get(currency, (0, 0)) == (len(mine), sum(mine)), query


def test_lists_cost_the_same_for_one_and_for_three(client, clerk):
    def count(url):
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    taken_in("cheque", clerk)
    urls = [LIST, f"{LIST}?receipt=no", "/bagis/cekler/?cheque_state=all"]
    before = [count(url) or count(url) for url in urls]
    for _number in range(2):
        taken_in("cheque", clerk)
    assert [count(url) for url in urls] == before


def test_the_palette_finds_a_donation(client, clerk):
    donation = make_gift("bank", clerk, reference="DEK-778")
    for text in ("DEK-778", str(donation.pk), "ışıl"):
        hits = [hit.url for group in search(clerk, text) for hit in group.hits]
        assert donation.get_absolute_url() in hits, text


def test_the_list_goes_into_a_file(client, clerk):
    taken_in("cash", clerk)
    sent = client.post(reverse("donations:donation_export"), {"form": "csv", "reason": "Rapor için"})
    assert sent.status_code == 200, sent
    assert "500" in b"".join(sent.streaming_content if sent.streaming else [sent.content]).decode("utf-8-sig")


def test_a_waiting_donation_gets_its_former_values_back(client, clerk):
    donation = make_gift("in_kind", clerk)
    edit = reverse("donations:donation_edit", args=[donation.pk])
    client.post(edit, filled(client.get(edit).content.decode(), place="Şube deposu"))
    assert "Şube deposu" in client.get(donation.get_absolute_url()).content.decode()
    entry = AuditEntry.objects.filter(table_name="donations_donation", action="update").latest("pk")
    url = reverse("accounts:audit_restore", args=[entry.pk])
    assert client.post(url, filled(client.get(url).content.decode())).status_code == 302
    donation.refresh_from_db()
    assert (donation.place, donation.items.count()) == ("Merkez depo", 2)


def test_cheques_are_in_the_calendar_and_on_the_overview(client, clerk):
    late = make_gift("cheque", due_on=today() - timedelta(days=1), cheque_number="C-GEC")
    soon = make_gift("cheque", due_on=today() + timedelta(days=3))
    make_gift("cheque", due_on=today() + timedelta(days=30))
    shown = list(cheque_entries(clerk, today() - timedelta(days=5), today() + timedelta(days=5), False))
    assert [(each.url, each.late) for each in shown] == [
        (late.get_absolute_url(), True),
        (soon.get_absolute_url(), False),
    ]
    assert not list(cheque_entries(clerk, today(), today() + timedelta(days=5), True))
    taken_in("bank", clerk, amount=Decimal(1250))
    tiles = {each.tile.key: str(each) for each in tiles_for(clerk)}
    assert tiles["donations.cheques_due"] == "2"
    assert tiles["donations.to_approve"] == "3"
    assert tiles["donations.today"].startswith("1.250,00")
    rows = client.get("/bagis/cekler/?due=overdue").context["listing"].objects
    assert rows == [late]


def test_the_admin_shows_and_changes_nothing(client, make_user):
    admin = make_user("admin")
    sign_in_with_code(client, admin)
    donation = make_gift("bank")
    page = client.get(f"/yonetim/donations/donation/{donation.pk}/change/")
    assert page.status_code == 200
    assert IBAN not in page.content.decode()
    assert client.post(f"/yonetim/donations/donation/{donation.pk}/delete/").status_code == 403


def test_a_cheque_is_proposed_for_the_bank_where_the_last_one_was_paid(client, make_user):
    client.force_login(make_user("board"))
    an_account("cash")
    first = an_account("cheque")
    url = f"{NEW}?method=cheque"
    assert client.get(url).context["form"].initial["account"] == first
    other = MoneyAccount.objects.create(name="İkinci banka", kind="bank")
    taken_in("cheque", account=other)
    assert client.get(url).context["form"].initial["account"] == other
    drawer = make_gift("cheque", account=an_account("cash"))
    assert TakeInForm(donation=drawer).fields["account"].initial == other.pk
    assert TakeInForm(donation=make_gift("cheque", account=first)).fields["account"].initial == first.pk
    MoneyAccount.objects.filter(kind="bank").update(state="closed")
    assert client.get(url).context["form"].initial["account"].kind == "cash"
