"""Pages of transfers, counts, months and the book: what is typed, what they show, and the files of the book."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from reportlab.pdfgen.canvas import Canvas

from accounts.models import AuditEntry
from finance import book, book_files, services
from finance.models import CashCount, FinanceRecord, LockedMonth, MoneyCheck, Transfer
from kafkasder.core import jobs

from ..donations.pdf_text import words_of
from ..factories import make_user
from .book_rows import account, booked, four_eyes_over, fund, general_fund, transfer, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    clerk = make_user("accounting")
    client.force_login(clerk)
    return clerk


def test_a_transfer_is_typed_refused_in_words_and_undone(client, clerk):
    box, bank = account(), account("bank")
    booked(100, box)
    new = reverse("finance:transfer_create", args=["hesap"])
    data = {
        "from_account": box.pk,
        "to_account": bank.pk,
        "amount": "60,50",
        "day": "01.02.2026",
        "description": "Banka",
    }
    assert "bakiyesi" in client.post(new, data | {"amount": "100,01"}).content.decode()
    assert "farklı hesap" in client.post(new, data | {"to_account": box.pk}).content.decode()
    assert client.post(new, data).status_code == 302
    moved = Transfer.objects.get()
    page = client.get(moved.get_absolute_url()).content.decode()
    assert "60,50\u00a0₺" in page
    undo = reverse("finance:transfer_undo", args=[moved.pk])
    assert undo in page
    assert client.post(undo, {"day": "02.02.2026", "reason": "Yanlış"}).status_code == 302
    assert undo not in client.get(moved.get_absolute_url()).content.decode()


def test_what_givers_bound_is_refused_on_the_form(client, clerk):
    alms = fund("religious")
    booked(100, account(), alms)
    new = reverse("finance:transfer_create", args=["fon"])
    data = {"from_fund": alms.pk, "to_fund": general_fund().pk, "amount": "5", "currency": "TRY", "day": "01.02.2026"}
    form = client.post(new, data | {"description": "Kira", "decision": "3"}).context["form"]
    assert "başka fona para aktarılamaz" in str(form.errors["from_fund"])


def test_a_big_transfer_waits_for_another(client, clerk):
    four_eyes_over(5)
    box = account()
    booked(100, box)
    moved = services.record_transfer(transfer=transfer(10, box, account()), by=clerk)
    approve = reverse("finance:transfer_state", args=[moved.pk, "approved"])
    assert approve not in client.get(moved.get_absolute_url()).content.decode()
    assert client.post(approve).status_code == 403
    client.force_login(make_user("board"))
    assert approve in client.get(moved.get_absolute_url()).content.decode()
    assert client.post(approve).status_code == 302


def test_pieces_make_the_total_of_a_count(client, clerk):
    box, new = account(), reverse("finance:count_create")
    booked(430, box)
    data = {"account": box.pk, "moment": "closing", "piece_200": "2", "piece_10": "3", "piece_0_50": "1"}
    assert "note" in client.post(new, data).context["form"].errors
    assert "counted" in client.post(new, data | {"counted": "430", "note": "x"}).context["form"].errors
    assert "counted" in client.post(new, {"account": box.pk, "moment": "closing"}).context["form"].errors
    assert client.post(new, data | {"note": "Bozuk para"}).status_code == 302
    count = CashCount.objects.get()
    assert (count.counted, count.pieces) == (Decimal("430.50"), {"200": 2, "10": 3, "0.50": 1})
    assert "Bozuk para" in client.get(count.get_absolute_url()).content.decode()


def test_a_month_is_locked_from_its_page(client, clerk):
    booked(10, account(), day=date(2025, 3, 5))
    lock = reverse("finance:month_lock", args=[2025, 3])
    page = client.get(reverse("finance:period_list") + "?yil=2025").content.decode()
    assert lock in page
    assert client.post(lock).status_code == 302
    assert LockedMonth.objects.count() == 3
    assert client.post(lock).status_code == 422
    assert lock not in client.get(reverse("finance:period_list") + "?yil=2025").content.decode()
    waiting(10, account(), day=date(2025, 4, 5))
    assert "on günden eski" in client.get(reverse("finance:period_list")).content.decode()


def test_the_book_carries_from_page_to_page_and_marks_drafts(client, clerk, monkeypatch):
    monkeypatch.setattr(book, "LINES", 2)
    bank, dollars = account("bank"), account("bank", currency="USD")
    for day in (1, 2, 3):
        booked(100, bank, day=date(2025, 1, day))
    booked(-30, bank, day=date(2025, 2, 1))
    booked(7, dollars, day=date(2025, 2, 2))
    services.lock_month(month=date(2025, 1, 1), by=clerk)
    address = reverse("finance:book") + "?yil=2025"
    second = client.get(f"{address}&sayfa=2").context["page"]
    assert (second.carried.income, second.own.income, second.own.expense) == ({"TRY": 200}, {"TRY": 100}, {"TRY": 30})
    assert second.onward.income == {"TRY": 300}
    february = client.get(f"{address}&ay=2")
    assert february.context["page"].carried.income == {"TRY": 300}
    assert february.context["page"].onward.income == {"TRY": 300, "USD": 7}
    assert "Taslak" in february.content.decode()
    assert "Taslak" not in client.get(f"{address}&ay=1").content.decode()


def test_a_page_of_the_book_costs_the_same_for_one_and_for_three(client, clerk):
    bank, address = account("bank"), reverse("finance:book") + "?yil=2025"

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    booked(1, bank, day=date(2025, 1, 1))
    client.get(address)
    before = cost()
    for _ in range(2):
        booked(1, bank, day=date(2025, 1, 1))
    assert cost() == before


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn on each page of a PDF, in order; fonts are embedded in parts, so that the file is hard to read."""
    pages = [[]]

    class Told(Canvas):
        def drawString(self, x, y, text, **more):
            pages[-1].append(text)
            super().drawString(x, y, text, **more)

        def drawRightString(self, x, y, text, **more):
            pages[-1].append(text)
            super().drawRightString(x, y, text, **more)

        def save(self):
            super().save()
            pages.pop()

        def showPage(self):
            super().showPage()
            pages.append([])

    monkeypatch.setattr(book_files, "Canvas", Told)
    return pages


def test_the_files_of_the_book_hold_what_is_numbered_and_are_recorded(client, clerk, monkeypatch, drawn):
    monkeypatch.setattr(book_files, "LINES_OF_A_SIDE", 2)
    bank = account("bank")
    for day in (1, 2, 3):
        booked(100, bank, day=date(2025, 1, day), description=f"Bağış şöyle İ{day}")
    booked(-30, bank, day=date(2025, 1, 4), counterparty="Işık Kırtasiye")
    services.lock_month(month=date(2025, 1, 1), by=clerk)
    booked(5000, bank, day=date(2025, 2, 1))
    empty = client.post(reverse("finance:book_month_file", args=[2025, 2, "pdf"]), follow=True)
    assert "basılacak kayıt yok" in empty.content.decode()
    answer = client.post(reverse("finance:book_file", args=[2025, "pdf"]))
    written = b"".join(answer.streaming_content)
    assert written.startswith(b"%PDF")
    assert written.count(b"/Type /Page\n") == 2
    (first, second) = drawn
    assert "Bağış şöyle İ1" in first
    assert {"Işık Kırtasiye" in text for text in first} == {True, False}
    assert second[-2:] == ["Nakli yekûn", "300,00\u00a0₺"]
    assert second.count("200,00\u00a0₺") == 1  # carried to it
    assert not [text for text in first + second if "5.000" in text]
    answer = client.post(reverse("finance:book_month_file", args=[2025, 1, "xlsx"]))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[1][:2] == [1, date(2025, 1, 1)]
    assert rows[4][4:9] == ["Deneme", "Işık Kırtasiye", 30, "", "TRY"]
    assert [row[5:8] for row in rows[-2:]] == [["Toplam", 30, 300], ["Nakli yekûn", 30, 300]]
    assert AuditEntry.objects.filter(action="export").count() == 2


def test_the_book_offers_what_can_be_printed_and_a_draft_says_that_it_is_one(client, clerk, drawn):
    bank, export = account("bank"), reverse("finance:book_file", args=[2025, "pdf"])
    address, draft = reverse("finance:book") + "?yil=2025", reverse("finance:book_file", args=[2025, "taslak"])
    booked(100, bank, day=date(2025, 1, 5), description="Ocak kirası")
    page = client.get(address).content.decode()
    assert (draft in page, export in page) == (True, False)
    assert "kilitli ay yok" in page
    answer = client.post(draft)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "taslak.pdf" in answer["Content-Disposition"]
    assert {"TASLAK · İşletme hesabı defteri", "Ocak kirası"} <= {*drawn[0]}
    services.lock_month(month=date(2025, 1, 1), by=clerk)
    page = client.get(address).content.decode()
    assert (draft in page, export in page) == (False, True)
    booked(7, bank, day=date(2025, 2, 5))
    page = client.get(address).content.decode()
    assert (draft in page, export in page, "Kısmen kilitli" in page) == (True, True, True)
    nothing = client.get(reverse("finance:book") + "?yil=2025&ay=9").content.decode()
    assert "basılacak bir şey de yok" in nothing


def test_a_year_by_categories_beside_the_one_before(client, clerk):
    bank = account("bank")
    booked(100, bank, day=date(2024, 5, 1))
    record = booked(40, bank, day=date(2025, 5, 1))
    booked(-10, bank, day=date(2025, 6, 1), category="out_rent")
    services.reverse(record=record, amount=5, day=date(2025, 7, 1), reason="Yanlış", by=clerk)
    income, expense = client.get(reverse("finance:year_table") + "?yil=2025").context["sides"]
    assert [(line.now, line.then) for line in income.lines] == [({"TRY": 35}, {"TRY": 100})]
    assert (expense.now, expense.then) == ({"TRY": 10}, {})
    file = reverse("finance:year_file", args=[2025])
    assert file in client.get(reverse("finance:year_table") + "?yil=2025").content.decode()
    said = words_of(b"".join(client.post(file).streaming_content))
    for words in ("2025 yıl sonu tablosu", "35,00", "100,00", "10,00", "Toplam"):
        assert words in said
    taken = AuditEntry.objects.get(action="export", actor=clerk)
    assert taken.reason == "Yıl sonu tablosu"
    assert client.post(reverse("finance:year_file", args=[1990])).status_code == 404


def test_the_lamp_says_what_was_found_and_a_bar_stands_above_every_page(client, clerk):
    address = reverse("finance:money_check")
    assert "Henüz doğrulanmadı" in client.get(address).content.decode()
    booked(10, account())
    assert "tutuyor" in str(jobs.JOBS["finance.prove"].run())
    assert "tutmayan satırlar var" not in client.get(address).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE finance_balance SET amount = amount + 1")
        cursor.execute("SET LOCAL session_replication_role = origin")
    jobs.JOBS["finance.prove"].run()
    page = client.get(address).content.decode()
    assert "finance_balance" in page
    assert "tutmayan satırlar var" in client.get(reverse("finance:book")).content.decode()
    assert MoneyCheck.objects.count() == 2


def test_folding_by_the_jobs_changes_no_sum(clerk):
    bank = account("bank")
    for _ in range(3):
        booked(10, bank)
    for job in ("finance.fold", "donations.fold"):
        assert jobs.JOBS[job].run() > 0
        assert jobs.JOBS[job].run() == 0
    assert FinanceRecord.objects.count() == 3


@pytest.mark.parametrize("name", ["finance:transfer_list", "finance:count_list"])
def test_a_list_costs_the_same_for_one_and_for_three(client, clerk, name):
    box, url = account(), reverse(name)
    booked(100, box)

    def make():
        services.record_transfer(transfer=transfer(1, box, account()), by=clerk)
        services.count_cash(count=CashCount(account=account(), counted=0), by=make_user("accounting"))

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    make()
    client.get(url)
    before = cost()
    for _ in range(2):
        make()
    assert cost() == before
