"""Reports of donations and of the ledger: their figures are what adding up the rows gives, on pages and in files."""

import csv
import io
import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import AuditEntry
from donations import services
from donations.choices import GiftKind
from donations.models import Donation
from donations.reports import gift_report, ledger_report
from donations.services import anonymous_donor
from donations.totals import DECADES, MONTHS
from finance.choices import Category
from finance.models import FinanceRecord
from kafkasder.core.days import today
from kafkasder.core.reports import Against, Period, Span, compared_with, period_of

from .report_rows import DAY, a_fund, a_gift, an_expense
from .rows import make_campaign, make_donor

pytestmark = pytest.mark.django_db
MARCH, FEBRUARY = Period(date(2026, 3, 1), date(2026, 3, 31)), Period(date(2026, 2, 1), date(2026, 2, 28))
ASKED = "?period=custom&first=01.03.2026&last=31.03.2026"
GIFTS, LEDGER = "/bagis/raporlar/", "/bagis/raporlar/gelir-gider/"


@pytest.fixture
def board(make_user):
    return make_user("board")


@pytest.fixture
def many(board):
    """Random gifts of two months in two currencies: taken in, waiting, cancelled, given back as a whole or in part."""
    dice = random.Random(7)
    donors = [make_donor(name=f"Bağışçı {number}", by=board) for number in range(4)]
    donors.append(services.anonymous_donor(by=board))
    funds, campaigns = [a_fund(), a_fund("egitim")], [None, make_campaign()]
    for number in range(28):
        gift = a_gift(
            dice.randint(1, 90_000) / Decimal(100) + 1,
            date(2026, 2, 1) + timedelta(days=dice.randint(0, 58)),
            by=board,
            donor=dice.choice(donors),
            fund=dice.choice(funds),
            campaign=dice.choice(campaigns),
            kind=dice.choice([GiftKind.GENERAL, GiftKind.SADAKA]),
            currency=dice.choice(["TRY", "TRY", "USD"]),
            taken_in=number % 7 != 0,
        )
        if number % 7 == 1:
            services.change_donation_state(donation=gift, target="cancelled", by=board, reason="Yanlış")
        if number % 7 in (2, 3):
            back = gift.amount if number % 7 == 2 else Decimal("0.50")
            services.refund(donation=gift, amount=back, day=gift.day, reason="İstedi", by=board)


def table(report, key):
    return next(table for table in report.tables if table.key == key)


def values(report, key):
    """The rows of a table by their first cells, without what they are compared with."""
    return {str(row.values[0]): tuple(row.values[1:4]) for row in table(report, key).rows if row.values[1]}


def figures(report):
    return {figure.key: (figure.value, figure.before) for figure in report.figures}


def taken_in(period, currency):
    rows = Donation.objects.select_related("donor", "fund", "campaign").filter(currency=currency)
    return [row for row in rows if row.state in ("completed", "refunded") and period.first <= row.day <= period.last]


def added_up(rows, key):
    sums = {}
    for row in rows:
        count, amount, refunded = sums.get(key(row), (0, Decimal(0), Decimal(0)))
        sums[key(row)] = (count + 1, amount + row.amount, refunded + row.refunded)
    return sums


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("currency", ["TRY", "USD"])
def test_the_figures_are_what_the_gifts_add_up_to(board, currency):
    report = gift_report(board, MARCH, FEBRUARY, currency)
    now, then = taken_in(MARCH, currency), taken_in(FEBRUARY, currency)
    assert now
    assert then
    amounts = [sum(row.amount for row in rows) for rows in (now, then)]
    refunded = [sum(row.refunded for row in rows) for rows in (now, then)]
    donors = [len({row.donor_id for row in rows if not row.donor.is_anonymous}) for rows in (now, then)]
    assert figures(report) == {
        "amount": tuple(amounts),
        "count": (len(now), len(then)),
        "average": tuple(round(amount / len(rows), 2) for amount, rows in zip(amounts, (now, then), strict=True)),
        "donors": tuple(donors),
        "refunded": tuple(refunded),
        "kept": tuple(amount - back for amount, back in zip(amounts, refunded, strict=True)),
    }
    for key, of in (
        ("method", lambda row: str(row.get_method_display())),
        ("kind", lambda row: str(row.get_kind_display())),
        ("fund", lambda row: str(row.fund)),
        ("campaign", lambda row: str(row.campaign or "Kampanyasız")),
        ("donors", lambda row: str(row.donor)),
    ):
        assert values(report, key) == added_up(now, of), key
    months = added_up(now + then, lambda row: {2: "Şubat 2026", 3: "Mart 2026"}[row.day.month])
    assert values(report, "months") == months
    kept = [row.values[2] - row.values[3] for row in table(report, "donors").rows]
    assert kept == sorted(kept, reverse=True)


@pytest.mark.parametrize(
    ("period", "other"),
    [
        (("2023-01-01", "2026-12-31"), ("2019-01-01", "2022-12-31")),  # whole years, the last one running
        (("2019-07-16", "2022-03-15"), ("2016-11-20", "2019-07-15")),  # years of two decades, and days around them
        (("2022-02-01", "2022-11-30"), ("2019-01-01", "2019-12-31")),  # no whole year beside one
    ],
)
def test_who_gave_in_years_is_who_gave_on_their_days(board, period, other):
    dice = random.Random(3)
    donors = [*(make_donor(name=f"Bağışçı {number}", by=board) for number in range(5)), anonymous_donor(by=board)]
    for number in range(40):
        day = date(2016, 11, 1) + timedelta(days=dice.randint(0, 3640))
        gift = a_gift(dice.randint(100, 99_999) / Decimal(100), day, by=board, donor=dice.choice(donors))
        if number % 5 == 0:
            back = gift.amount if number % 10 else Decimal("0.10")
            services.refund(donation=gift, amount=back, day=gift.day, reason="İstedi", by=board)
    now, then = (Period(*map(date.fromisoformat, days)) for days in (period, other))
    report = gift_report(board, now, then, "TRY")
    rows = taken_in(now, "TRY")
    assert rows
    assert values(report, "donors") == added_up(rows, lambda row: str(row.donor))
    kept = [row.values[2] - row.values[3] for row in table(report, "donors").rows]
    assert kept == sorted(kept, reverse=True)
    told = [len({row.donor_id for row in taken_in(each, "TRY") if not row.donor.is_anonymous}) for each in (now, then)]
    assert figures(report)["donors"] == tuple(told)
    DECADES.fold()
    assert DECADES.wrong() == []
    assert figures(gift_report(board, now, then, "TRY")) == figures(report)


def test_currencies_are_told_apart_and_never_added(board):
    a_gift(100, by=board)
    a_gift(7, by=board, currency="USD")
    a_gift(3, by=board, currency="XAU")
    a_gift(50, by=board, taken_in=False)
    report = gift_report(board, MARCH, FEBRUARY, "TRY")
    assert figures(report)["amount"] == (100, 0)
    assert report.notes == [
        "Bu dönemde ayrıca: 7,00\u00a0$, 3,00\u00a0gr altın. Para birimleri toplanmaz.",
        "Henüz tahsil edilmeyen 1 bağış (50,00\u00a0₺) bu rapora girmedi.",
    ]


def test_the_ledger_is_what_its_records_add_up_to(board):
    gifts = [a_gift(amount, day, by=board) for amount, day in ((1000, DAY), (250, DAY), (500, date(2026, 2, 3)))]
    services.refund(donation=gifts[0], amount=Decimal(100), day=date(2026, 3, 20), reason="İstedi", by=board)
    for amount, category in ((300, Category.OUT_RENT), (20, Category.OUT_OFFICE), (30, Category.OUT_RENT)):
        an_expense(amount, by=board, category=category)
    a_gift(9, by=board, currency="EUR")
    report = ledger_report(board, MARCH, FEBRUARY, "TRY")
    sums = Counter()
    for record in FinanceRecord.objects.filter(currency="TRY", day__range=(MARCH.first, MARCH.last)):
        sums[record.direction] += record.amount
        sums[str(record.get_category_display())] += record.amount
    assert figures(report) == {
        "income": (sums["income"], 500),
        "expense": (sums["expense"], 0),
        "net": (sums["income"] - sums["expense"], 500),
    }
    for side in ("income", "expense"):
        for row in table(report, side).rows:
            assert row.values[1] == sums[row.values[0]]
    assert [row.values for row in table(report, "funds").rows] == [[a_fund().name, 1150, 350, 1300]]
    assert dict(zip(("income", "expense", "net"), table(report, "months").rows[-1].values[1:4], strict=True)) == {
        "income": 1150,
        "expense": 350,
        "net": 800,
    }


def test_names_are_for_those_who_may_see_donors(client, board, make_user):
    a_gift(10, by=board, donor=make_donor(name="Işıl Şahin", by=board))
    a_gift(900, by=board, donor=services.anonymous_donor(by=board))
    page = {}
    blind = make_user()
    blind.user_permissions.add(Permission.objects.get(codename="view_reports"))
    for who in (board, blind):
        client.force_login(who)
        page[who] = client.get(GIFTS + ASKED).content.decode()
    assert "Işıl Şahin" in page[board]
    assert "Işıl Şahin" not in page[blind]
    assert "2. bağışçı" in page[blind]
    assert "İsmini vermek istemeyen" in page[blind]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?period=custom", "first"),
        ("?period=custom&first=32.01.2026&last=01.02.2026", "first"),
        ("?period=custom&first=02.02.2026&last=01.02.2026", "last"),
        ("?period=custom&first=01.01.1001&last=01.02.2026", "first"),
        ("?period=nie", "period"),
        ("?currency=BTC", "currency"),
    ],
)
def test_a_period_that_is_none_is_said_beside_its_field(client, board, query, field):
    client.force_login(board)
    response = client.get(GIFTS + query)
    assert field in response.context["form"].errors
    assert response.context["report"] is None


@pytest.mark.parametrize(("url", "most"), [(GIFTS, 30), (LEDGER, 30)])
def test_a_report_costs_the_same_for_one_gift_and_for_many(client, board, url, most):
    client.force_login(board)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url + ASKED).status_code == 200
        return len(queries)

    a_gift(5, by=board, campaign=make_campaign())
    client.get(url + ASKED)
    before = count()
    for number in range(3):
        campaign, donor = make_campaign(name=f"K{number}"), make_donor(name=f"B{number}", by=board)
        a_gift(5, by=board, campaign=campaign, donor=donor, fund=a_fund(f"f{number}"), kind=GiftKind.SADAKA)
        an_expense(1, by=board)
    assert count() == before <= most


def files(client, url):
    answers = {form: client.post(url, {"form": form}) for form in ("csv", "xlsx", "pdf")}
    return {form: b"".join(answer.streaming_content) for form, answer in answers.items()}


def test_the_files_hold_the_same_figures_and_are_recorded(client, board):
    gift = a_gift(Decimal("1234.50"), by=board, donor=make_donor(name="=Şirin Ltd", by=board))
    an_expense(Decimal("4.25"), by=board)
    client.force_login(board)
    written = files(client, reverse("donations:gift_report_export") + ASKED)
    lines = list(csv.reader(io.StringIO(written["csv"].decode("utf-8-sig")), delimiter=";"))
    assert written["csv"].startswith(b"\xef\xbb\xbf")
    assert ["Toplam bağış", "1234,50", "0", ""] in lines
    assert [a_fund().name, "1", "1234,50", "0,00", "0", ""] in lines
    assert [line[0] for line in lines if line and "Şirin" in line[0]] == ["'=Şirin Ltd"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(written["xlsx"]))
    assert book.sheet_names[:5] == ["Özet", "Son 12 ay", "Ödeme yöntemi", "Bağış türü", "Fon"]
    assert book.get_sheet_by_name("Fon").to_python()[1][:3] == [a_fund().name, 1, 1234.5]
    assert written["pdf"].startswith(b"%PDF")
    ledger = files(client, reverse("donations:ledger_report_export") + ASKED)
    lines = list(csv.reader(io.StringIO(ledger["csv"].decode("utf-8-sig")), delimiter=";"))
    assert ["Net", "1230,25", "0", ""] in lines
    told = AuditEntry.objects.filter(action="export").order_by("pk")
    assert [entry.table_name for entry in told] == ["donations_donation"] * 3 + ["finance_financerecord"] * 3
    assert ASKED in str(told[0].changes["address"])
    assert gift.amount == Decimal("1234.50")


def test_a_file_of_no_kind_is_not_written(client, board):
    client.force_login(board)
    url = reverse("donations:gift_report_export")
    assert client.post(url + ASKED, {"form": "exe"}).status_code == 302
    assert client.post(url + "?period=custom", {"form": "csv"}).status_code == 302
    assert not AuditEntry.objects.filter(action="export").exists()


def tables_of(page):
    """Return the tables of the dashboard's charts by their keys."""
    return {each.chart.key: each.table for group in page.context["groups"] for each in group.charts}


def test_the_dashboard_shows_the_month_its_trend_and_the_campaigns(client, board):
    campaign = make_campaign(goal=Decimal(200))
    services.change_campaign_state(campaign=campaign, target="running", by=board)
    before = compared_with(period_of(Span.THIS_MONTH, today()), Against.PREVIOUS, Span.THIS_MONTH)
    a_gift(50, today(), by=board, campaign=campaign)
    a_gift(40, before.last, by=board)
    client.force_login(board)
    page = client.get("/")
    html = page.content.decode()
    assert "+10,00\u00a0₺ (+%25,0)" in html
    tables = tables_of(page)
    assert [row.values[2] for row in tables["donations.months"].rows][-2:] == [40, 50]
    assert [row.values for row in tables["donations.campaigns"].rows] == [
        [campaign.name, "50,00\u00a0₺", "200,00\u00a0₺", Decimal(25)]
    ]
    assert [row.values[:3] for row in tables["donations.funds"].rows] == [[a_fund().name, 1, 50]]
    assert "charts.js" in html


def test_charts_are_for_those_who_may_see_reports(client, make_user):
    client.force_login(make_user("staff"))
    page = client.get("/")
    assert not [key for key in tables_of(page) if key.startswith("donations.")]
    client.force_login(make_user())
    page = client.get("/")
    assert tables_of(page) == {}
    assert "charts.js" not in page.content.decode()


def test_no_way_of_writing_leaves_the_sums_of_months_wrong(many):
    assert MONTHS.wrong() == []
    MONTHS.fold()
    assert MONTHS.wrong() == []


def test_whole_months_and_the_days_around_them_are_told_by_their_own_sums(board, many):
    period = Period(date(2026, 2, 10), date(2026, 3, 20))
    figures_of = figures(gift_report(board, period, FEBRUARY, "TRY"))
    assert figures_of["amount"][0] == sum(row.amount for row in taken_in(period, "TRY"))
    longer = Period(date(2026, 1, 10), date(2026, 4, 2))
    assert figures(gift_report(board, longer, FEBRUARY, "TRY"))["count"][0] == len(taken_in(longer, "TRY"))
