"""The file by which a bank pays a list, and what the bank answers: as CSV, as XLSX and pasted."""

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from accounts.models import AuditEntry
from aid.bank_files import reference_of
from aid.models import BankTemplate, PaymentList
from aid.states import AidState
from beneficiaries.models import BankAccount
from finance.models import FinanceRecord
from kafkasder.core.days import today
from kafkasder.core.fields import format_date

from . import rows
from .clients import address, client_of, taken

pytestmark = pytest.mark.django_db


def bank_file(client: Client, payment_list: PaymentList, **data: Any) -> Any:
    template = BankTemplate.objects.get()
    return client.post(address("list_bank_file", payment_list.pk), {"template": template.pk, "form": "csv"} | data)


def test_the_bank_gets_checked_ibans_and_the_trail_tells_who_took_them() -> None:
    household = rows.home(account=False)
    account = rows.give_account(household)
    BankAccount.objects.filter(pk=account.pk).update(holder_name='=HYPERLINK("x")')
    payment_list = rows.make_released([household])
    clerk = client_of("accounting")
    told = taken(bank_file(clerk, payment_list)).decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(told), delimiter=";")
    aid = payment_list.aids.get()
    assert heading[:3] == ["Alıcı adı soyadı", "Alıcı IBAN", "Tutar"]
    assert row[:4] == ['\'=HYPERLINK("x")', rows.IBANS[0], "1500,00", "TRY"]
    assert row[5] == reference_of(aid.pk)
    entry = AuditEntry.objects.get(table_name="aid_paymentlist", action="export")
    assert (entry.row_pk, "iban" in entry.changes) == (str(payment_list.pk), True)
    spoiled = household.bank_accounts.get()
    BankAccount.objects.filter(pk=spoiled.pk).update(iban="TR000006100519786457841326")
    assert "IBAN&#x27;ı geçersiz" in bank_file(clerk, payment_list).content.decode()


def test_accounts_that_changed_after_release_are_looked_at_first() -> None:
    household = rows.home()
    payment_list = rows.make_released([household])
    household.bank_accounts.get().save()
    clerk = client_of("accounting")
    assert "Hesabı değişen ödemeler var" in bank_file(clerk, payment_list).content.decode()
    assert b"TR33" in taken(bank_file(clerk, payment_list, looked="on"))


def test_no_file_leaves_before_others_released_the_list() -> None:
    assert bank_file(client_of("accounting"), rows.make_locked()).status_code == 403


def sheet(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("sonuc.csv", text.encode())


def results(client: Client, payment_list: PaymentList, text: str) -> str:
    data = {"upload": sheet(text), "day": format_date(today())}
    return client.post(address("list_results", payment_list.pk), data).content.decode()


def test_the_banks_sheet_is_shown_before_anything_is_stored() -> None:
    families = [rows.home() for _number in range(4)]
    payment_list = rows.make_released(families)
    first, second, third, fourth = payment_list.aids.order_by("pk")
    clerk = client_of("staff")
    text = "Referans;IBAN;Tutar;Durum;Neden\n"
    text += f"{reference_of(first.pk)};;1500,00;Ödendi;\n"
    text += f"{reference_of(second.pk)};;1.500,00;İADE;Hesap kapalı\n"
    text += f"{reference_of(third.pk)};;9,00;Ödendi;\n"
    text += ";TR33 0006 1005 1978 6457 8413 26;1500,00;Ödendi;\n"
    text += "YD99999999;;1500;Ödendi;<script>alert(1)</script>\n"
    text += f"{reference_of(fourth.pk)};;1500;belirsiz;\n"
    page = results(clerk, payment_list, text)
    for told in (
        "Tutar, listedeki ödemenin tutarı değil",
        "birden çok ödemeye uyuyor",
        "Bu referans bu listede beklemiyor",
        "Sonuç anlaşılamadı",
        "&lt;script&gt;",
    ):
        assert told in page
    assert "<script>alert" not in page
    assert set(payment_list.aids.values_list("state", flat=True)) == {AidState.SENT}
    signed = page.split('name="answers" value="')[1].split('"')[0]
    url = address("list_settle", payment_list.pk)
    assert client_of("staff").post(url, {"answers": signed})["Location"] == address("list_results", payment_list.pk)
    assert clerk.post(url, {"answers": signed + "x"})["Location"] == address("list_results", payment_list.pk)
    assert clerk.post(url, {"answers": signed})["Location"] == payment_list.get_absolute_url()
    states = list(payment_list.aids.order_by("pk").values_list("state", flat=True))
    assert states == [AidState.PAID, AidState.FAILED, AidState.SENT, AidState.SENT]
    clerk.post(url, {"answers": signed})  # sent again
    assert FinanceRecord.objects.filter(reverses__isnull=False).count() == 1
    assert clerk.post(address("list_follow_up", payment_list.pk)).status_code == 302
    assert PaymentList.objects.get(follows=payment_list).aids.get().retry_of_id == second.pk


def test_a_sheet_without_results_is_paid_by_nobody_who_does_not_say_so() -> None:
    payment_list = rows.make_released([rows.home() for _number in range(3)])
    paid = payment_list.aids.order_by("pk").first()
    clerk, url = client_of("staff"), address("list_settle", payment_list.pk)
    page = results(clerk, payment_list, f"Referans;Tutar\n{reference_of(paid.pk)};1500,00\nYD99999999;<b>1500</b>\n")
    signed = page.split('name="answers" value="')[1].split('"')[0]
    for data in ({}, {"count_as_paid": ""}):
        answer = clerk.post(url, {"answers": signed} | data)
        refused = answer.content.decode()
        assert answer.status_code == 422
        assert set(payment_list.aids.values_list("state", flat=True)) == {AidState.SENT}
        for kept in (
            signed,
            f'action="{address("list_results", payment_list.pk)}"',
            "hepsi ödendiyse bunu işaretleyin",
            "Bu referans bu listede beklemiyor",
            "&lt;b&gt;1500",
        ):
            assert kept in refused
    assert clerk.post(url, {"answers": signed, "count_as_paid": "on"})["Location"] == payment_list.get_absolute_url()
    assert list(payment_list.aids.filter(state=AidState.PAID)) == [paid]


@pytest.mark.parametrize("heading", ["Durum", "Neden"])
def test_a_sheet_that_says_results_asks_for_nothing_more(heading: str) -> None:
    payment_list = rows.make_released()
    said = "Ödendi" if heading == "Durum" else ""
    text = f"Referans;Tutar;{heading}\n{reference_of(payment_list.aids.get().pk)};1500,00;{said}\n"
    page = results(clerk := client_of("staff"), payment_list, text)
    assert "count_as_paid" not in page
    signed = page.split('name="answers" value="')[1].split('"')[0]
    clerk.post(address("list_settle", payment_list.pk), {"answers": signed})
    assert payment_list.aids.get().state == AidState.PAID


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"bir;iki\n1;2\n", b'"' * 50, b"\xff\xfe\x00"]
)
def test_a_nasty_sheet_is_refused_with_words(content: bytes) -> None:
    payment_list = rows.make_released()
    data = {"upload": SimpleUploadedFile("s.csv", content), "day": format_date(today())}
    answer = client_of("staff").post(address("list_results", payment_list.pk), data)
    assert answer.status_code == 422
    assert payment_list.aids.get().state == AidState.SENT


def test_a_pasted_sheet_is_read_too() -> None:
    payment_list = rows.make_released()
    pasted = f"Referans\tDurum\n{reference_of(payment_list.aids.get().pk)}\tBaşarılı\n"
    data = {"pasted": pasted, "day": format_date(today())}
    page = client_of("staff").post(address("list_results", payment_list.pk), data).content.decode()
    assert "Eşleşenleri yaz" in page


def workbook_of(client: Client, payment_list: PaymentList) -> list[list[Any]]:
    """Return the bank's file as whoever opens it in a spreadsheet sees it."""
    content = taken(bank_file(client, payment_list, form="xlsx"))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def workbook(lines: list[list[Any]]) -> SimpleUploadedFile:
    """Return a sheet as a bank writes it: amounts are numbers, days are days."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        written, day = book.add_worksheet("Sonuç"), book.add_format({"num_format": "dd.mm.yyyy"})
        for number, line in enumerate(lines):
            for place, value in enumerate(line):
                if isinstance(value, date):
                    written.write_datetime(number, place, datetime.combine(value, datetime.min.time()), day)
                else:
                    written.write(number, place, value)
    return SimpleUploadedFile("sonuc.xlsx", file.getvalue())


def test_the_file_as_a_workbook_holds_texts_numbers_and_days() -> None:
    household = rows.home(account=False)
    account = rows.give_account(household)
    BankAccount.objects.filter(pk=account.pk).update(holder_name='=HYPERLINK("x")')
    payment_list = rows.make_released([household])
    heading, row = workbook_of(client_of("accounting"), payment_list)
    aid = payment_list.aids.get()
    assert heading[:3] == ["Alıcı adı soyadı", "Alıcı IBAN", "Tutar"]
    assert row[:4] == ['=HYPERLINK("x")', rows.IBANS[0], 1500.0, "TRY"]
    assert row[5] == reference_of(aid.pk)


@pytest.mark.parametrize(
    ("form", "amount"), [("comma", 1500.0), ("dot", 1500.0), ("grouped", 1500.0), ("cents", 150000)]
)
def test_a_workbook_has_amounts_as_numbers_and_the_columns_of_its_template(form: str, amount: float) -> None:
    columns = [{"field": name, "heading": name.upper()} for name in ("reference", "amount", "day", "file_number")]
    BankTemplate.objects.update(columns=columns, amount_format=form, has_heading=False)
    payment_list = rows.make_released([household := rows.home()])
    reference = reference_of(payment_list.aids.get().pk)
    assert workbook_of(client_of("accounting"), payment_list) == [[reference, amount, today(), household.file_number]]


def test_a_workbook_with_a_spoiled_iban_does_not_leave() -> None:
    payment_list = rows.make_released([household := rows.home()])
    household.bank_accounts.update(iban="TR000006100519786457841326")
    answer = bank_file(client_of("accounting"), payment_list, form="xlsx")
    assert (answer.status_code, "IBAN&#x27;ı geçersiz" in answer.content.decode()) == (422, True)


def test_the_answer_may_be_a_workbook_with_lines_above_its_heading() -> None:
    families = [rows.home(account=False) for _number in range(3)]
    for family, iban in zip(families, rows.IBANS, strict=True):
        rows.give_account(family, iban)
    payment_list = rows.make_released(families)
    first, second, third = payment_list.aids.order_by("pk")
    spaced = " ".join(rows.IBANS[1][start : start + 4] for start in range(0, 26, 4))
    upload = workbook(
        [
            ["ÖRNEK BANKASI A.Ş."],
            ["Toplu ödeme sonucu", "", today()],
            [],
            ["İşlem Tarihi", "Açıklama", "Alıcı IBAN", "İşlem Tutarı", "Durum", "Hata Açıklaması", "Dekont No"],
            [today(), f"Yardım ödemesi {reference_of(first.pk)}", "", 1500, "BAŞARILI", "", 20261127001],
            [today(), "", spaced, 1500.0, "İade", "Alıcı hesabı kapalı", ""],
            [],
            [today(), reference_of(third.pk), "", 1499.99, "BAŞARILI", "", ""],
        ]
    )
    clerk = client_of("staff")
    data = {"upload": upload, "day": format_date(today())}
    page = clerk.post(address("list_results", payment_list.pk), data).content.decode()
    assert "Tutar, listedeki ödemenin tutarı değil" in page
    assert set(payment_list.aids.values_list("state", flat=True)) == {AidState.SENT}
    signed = page.split('name="answers" value="')[1].split('"')[0]
    answer = clerk.post(address("list_settle", payment_list.pk), {"answers": signed}, follow=True)
    assert "1 ödeme ödendi, 1 ödeme ödenemedi yazıldı" in answer.content.decode()
    told = payment_list.aids.order_by("pk").values_list("state", "state_reason", "bank_reference")
    assert list(told) == [
        (AidState.PAID, "", "20261127001"),
        (AidState.FAILED, "Alıcı hesabı kapalı", ""),
        (AidState.SENT, "", ""),
    ]
    back = FinanceRecord.objects.get(reverses=second.record_id)
    assert (back.fund, back.day) == (payment_list.fund, today())


def test_our_own_workbook_comes_back_with_the_banks_columns_beside_ours() -> None:
    payment_list = rows.make_released([rows.home(), rows.home()])
    clerk = client_of("accounting")
    heading, paid, failed = workbook_of(clerk, payment_list)
    lines = [[*heading, "Durum", "Neden"], [*paid, "Ödendi", ""], [*failed, "Ödenemedi", "IBAN bulunamadı"]]
    data = {"upload": workbook(lines), "day": format_date(today())}
    page = clerk.post(address("list_results", payment_list.pk), data).content.decode()
    signed = page.split('name="answers" value="')[1].split('"')[0]
    assert clerk.post(address("list_settle", payment_list.pk), {"answers": signed}).status_code == 302
    states = list(payment_list.aids.order_by("pk").values_list("state", "state_reason"))
    assert states == [(AidState.PAID, ""), (AidState.FAILED, "IBAN bulunamadı")]
