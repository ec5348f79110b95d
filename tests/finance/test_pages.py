"""The pages of the room: what is typed, what is shown, and what a list costs."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from finance.lists import RECORDS
from finance.models import FinanceRecord, Fund, MoneyAccount
from finance.sums import sums_of
from kafkasder.core.palette import search

from ..pages import filled
from .rows import box, general, make_account, make_fund, make_record, make_waiting, zakat

pytestmark = pytest.mark.django_db
LIST, INCOME, EXPENSE = "/para/kayitlar/", "/para/kayitlar/yeni/gelir/", "/para/kayitlar/yeni/gider/"


@pytest.fixture
def clerk(client, make_user):
    clerk = make_user("accounting")
    client.force_login(clerk)
    return clerk


def typed(**changed):
    data = {"amount": "1.250,50", "day": "10.03.2026", "method": "cash", "account": box().pk, "fund": general().pk}
    data |= {"category": "in_rent", "document_type": "receipt", "document_number": "A-12", "counterparty": "Ali Kaya"}
    return data | {"description": "Depo kirası"} | changed


def test_an_income_is_typed_and_shown(client, clerk):
    page = client.get(INCOME).content.decode()
    assert "in_rent" in page
    assert "out_rent" not in page
    answer = client.post(INCOME, typed(), follow=True)
    assert "1.250,50" in answer.content.decode()
    record = FinanceRecord.objects.get()
    assert (record.amount, record.direction, record.created_by) == (Decimal("1250.50"), "income", clerk)
    assert "1.250,50" in client.get(box().get_absolute_url()).content.decode()
    assert "Depo kirası" in client.get(general().get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("field", "url", "changed"),
    [
        ("category", INCOME, {"category": "out_rent"}),
        ("category", EXPENSE, {}),
        ("amount", INCOME, {"amount": "0"}),
        ("amount", INCOME, {"amount": "7.000,01"}),
        ("day", INCOME, {"day": "10.03.2099"}),
        ("account", INCOME, {"method": "bank"}),
    ],
)
def test_what_the_form_refuses(client, clerk, field, url, changed):
    answer = client.post(url, typed(**changed))
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert not FinanceRecord.objects.exists()


def test_zakat_pays_no_rent_and_the_page_says_so(client, clerk):
    make_record(fund=zakat())
    answer = client.post(EXPENSE, typed(category="out_rent", document_type="invoice", fund=zakat().pk))
    assert "bu gideri ödeyemez" in answer.content.decode()


def test_two_editors_merge_and_the_second_one_answers_for_it(client, clerk):
    record = make_waiting()
    url = reverse("finance:record_edit", args=[record.pk])
    page = client.get(url).content.decode()
    FinanceRecord.objects.filter(pk=record.pk).update(counterparty="Veli Şahin")
    assert client.post(url, filled(page) | {"description": "Salon kirası"}).status_code == 302
    record.refresh_from_db()
    assert (record.counterparty, record.description, record.created_by) == ("Veli Şahin", "Salon kirası", clerk)


def test_who_wrote_it_sees_no_button_to_approve(client, clerk, make_user):
    record = make_waiting(by=clerk)
    url = reverse("finance:record_state", args=[record.pk, "approved"])
    assert url not in client.get(record.get_absolute_url()).content.decode()
    assert client.post(url).status_code == 403
    client.force_login(make_user("board"))
    assert url in client.get(record.get_absolute_url()).content.decode()
    assert client.post(f"{url}?gorulen={record.seen}").status_code == 302
    record.refresh_from_db()
    assert record.state == "approved"


def test_a_record_is_reversed_on_its_page(client, clerk):
    record = make_record()
    url = reverse("finance:record_reverse", args=[record.pk])
    data = filled(client.get(url).content.decode()) | {"reason": "İki kez yazılmış"}
    assert "-1.000" not in client.get(record.get_absolute_url()).content.decode()
    assert client.post(url, data).status_code == 302
    assert "İki kez yazılmış" in client.get(record.get_absolute_url()).content.decode()
    assert FinanceRecord.objects.get(reverses=record).amount == -1000


def test_a_proof_is_kept_and_stays_with_what_was_approved(client, clerk):
    record = make_record()
    add = reverse("finance:file_add", args=[record.pk])
    assert client.post(add, {"upload": SimpleUploadedFile("x.exe", b"MZ")}).status_code == 422
    assert client.post(add, {"upload": SimpleUploadedFile("fatura.pdf", b"%PDF-1.4 x")}).status_code == 302
    file = record.files.get()
    given = client.get(reverse("finance:file_download", args=[file.pk]))
    assert b"".join(given.streaming_content) == b"%PDF-1.4 x"
    assert client.post(reverse("finance:file_remove", args=[file.pk])).status_code == 403


def sums(client, query=""):
    listing = client.get(f"{LIST}?{query}").context["listing"]
    listed = {(row.direction, row.amount) for row in listing.objects if row.state == "approved"}
    return {each.currency: (each.income, each.expense, each.net) for each in sums_of(listing)}, listed


def test_sums_agree_with_the_list(client, clerk):
    dollars = make_account(currency="USD", name="Dolar")
    make_record("income", 1000, counterparty="Ali Kaya")
    make_record("expense", 300, fund=general())
    make_record("income", 400, fund=zakat(), account=make_account(), method="bank")
    make_waiting(account=dollars)
    assert sums(client)[0] == {"TRY": (1400, 300, 1100)}
    assert sums(client, f"fund={general().pk}")[0] == {"TRY": (1000, 300, 700)}
    assert sums(client, "direction=income&method=bank")[0] == {"TRY": (400, 0, 400)}
    assert sums(client, "q=kaya")[0] == {"TRY": (1000, 0, 1000)}
    assert sums(client, "state=pending")[0] == {}
    assert sums(client, "state=approved&day_from=11.03.2026")[0] == {}
    assert sums(client, "day_from=10.03.2026&day_to=10.03.2026")[0] == {"TRY": (1400, 300, 1100)}


@pytest.mark.parametrize(
    ("url", "make"),
    [
        (LIST, make_record),
        ("/para/fonlar/", make_fund),
        ("/para/hesaplar/", make_account),
    ],
)
def test_a_list_costs_the_same_for_one_row_and_for_three(client, clerk, url, make):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    make()
    client.get(url)
    one = asked()
    make()
    make()
    assert asked() == one


def test_files_hold_what_the_list_asks_for(client, clerk):
    make_record(description="Depo kirası")
    make_record(description="Dükkân kirası", amount=5)
    answer = client.post(f"{reverse('finance:record_export')}?q=depo", {"form": "csv", "everything": "1"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert {"Depo kirası", "TRY", "1000,00"} <= set(rows[1])


def test_a_fund_and_an_account_are_opened_changed_and_closed(client, clerk):
    fund = {"name": "Kış", "code": "kis", "kind": "purpose", "spends_on": ["out_aid_kind"], "purpose": "Kömür"}
    assert client.post(reverse("finance:fund_create"), fund).status_code == 302
    kept = Fund.objects.get(code="kis")
    url = reverse("finance:fund_edit", args=[kept.pk])
    page = client.get(url).content.decode()
    Fund.objects.filter(pk=kept.pk).update(purpose="Kömür ve odun")
    assert client.post(url, filled(page) | {"name": "Kış 2026"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.name, kept.purpose, kept.spends_on) == ("Kış 2026", "Kömür ve odun", ["out_aid_kind"])
    state = reverse("finance:fund_state", args=[kept.pk, "closed"])
    assert client.post(state, {"reason": "Bitti"}).status_code == 302
    account = {"name": "Ziraat", "kind": "bank", "currency": "TRY", "iban": "TR42 0001 0000 0000 0000 0000 01"}
    assert client.post(reverse("finance:account_create"), account).status_code == 302
    assert MoneyAccount.objects.get(name="Ziraat").iban == "TR420001000000000000000001"
    twin = client.post(reverse("finance:account_create"), account | {"name": "Başka"})
    assert twin.status_code == 422


def test_a_box_that_is_too_full_says_so(client, clerk):
    account = make_account(kind="cash", limit=Decimal(500))
    make_record(account=account, amount=500)
    assert "notice-warning" not in client.get(account.get_absolute_url()).content.decode()
    make_record(account=account, amount=1)
    assert "notice-warning" in client.get(account.get_absolute_url()).content.decode()


def test_the_account_runs_to_what_it_holds(client, clerk):
    account = make_account(kind="cash")
    for amount in (100, 200, 300):
        make_record(account=account, amount=amount)
    lines = client.get(account.get_absolute_url()).context["lines"]
    assert [line.after for line in lines] == [600, 300, 100]


def test_the_palette_finds_records_funds_and_accounts(clerk):
    make_record(counterparty="Kuzey Nakliyat")
    found = [hit.title for group in search(clerk, "kuzey") for hit in group.hits]
    assert "Depo kirası" in found
    assert "Zekât fonu" in [hit.title for group in search(clerk, "zekat") for hit in group.hits]
    assert RECORDS.count(clerk, "state=approved") == 1
