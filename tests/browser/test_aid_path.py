"""The way of one family: from a sheet over the decision and the bank's file to the ledger, by three people."""

import re
from pathlib import Path
from typing import Any

from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from aid.bank_files import reference_of
from aid.models import Aid, AidApplication, PaymentList
from finance.models import FinanceRecord
from kafkasder.core.days import today
from tests.aid import rows
from tests.factories import PASSWORD, make_person, make_user

from .test_two_people import never_left, opened

SOON = 6000  # milliseconds: a change goes from one person's form to the other one's page
SHEET = "Dosya no;Başvuru tarihi;Tek seferlik;Açıklama\n{number};{day:%d.%m.%Y};3.000,00;Kira borcu\n"


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-live={name}]")


def shows(place: Locator, text: str) -> None:
    expect(place.first).to_contain_text(text, timeout=SOON)


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    """Press a button that asks more, which is a link to its form."""
    page.get_by_role("link", name=name, exact=True).first.click()


def answered(page: Page, label: str) -> None:
    """Answer the dialog that a step opened."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=label).first.click()
    expect(dialog).to_be_hidden(timeout=SOON)


def imported(tmp_path: Path, clerk: Any) -> AidApplication:
    household = rows.home()
    make_person(household=household, first_name="Fatma", last_name="Örnek")
    sheet = tmp_path / "basvurular.csv"
    sheet.write_text(SHEET.format(number=household.file_number, day=today()), encoding="utf-8")
    call_command("import_aid_applications", sheet, email=clerk.email, force=True, verbosity=0)
    return AidApplication.objects.get()


def test_a_family_is_helped_from_a_sheet_to_the_ledger(browse, tmp_path):
    chair = make_user("board", full_name="Baran Başkan")
    clerk = make_user("staff", full_name="Elif Memur")
    treasurer = make_user("accounting", full_name="Sami Sayman")
    account = rows.rich_bank(100_000)
    application = imported(tmp_path, make_user("board", full_name="Aktaran Kişi"))
    works, decides, pays = browse(clerk), browse(chair), browse(treasurer)
    opened(decides, application.get_absolute_url())
    opened(works, application.get_absolute_url())
    if application.stage == "draft":
        press(works, "Başvuruyu al")
        shows(part(decides, "summary"), "Başvuru alındı")
    press(works, "İncelemeye al")
    shows(part(decides, "summary"), "İnceleniyor")

    follow(decides, "Onayla")
    decides.get_by_label(re.compile("^Gerekçe")).fill("Kira borcu belgelendi")
    press(decides, "Onayla")
    decides.wait_for_url(f"**{application.get_absolute_url()}")
    shows(part(works, "summary"), "Onaylandı")

    works.get_by_role("link", name=re.compile(": planla$")).first.click()
    works.get_by_label(re.compile("^Fon")).select_option(label="Genel fon")
    works.get_by_label(re.compile("^Kasa/banka")).select_option(value=str(account.pk))
    press(works, "Kaydet")
    works.wait_for_url("**/yardim/planlar/*/")
    shows(part(decides, "summary"), "Devam ediyor")

    opened(works, "/yardim/listeler/yeni/")
    works.get_by_label(re.compile("^Başlık")).fill("Kira yardımları")
    works.get_by_label(re.compile("^Fon")).select_option(label="Genel fon")
    works.get_by_label(re.compile("^Kasa/banka")).select_option(value=str(account.pk))
    press(works, "Kaydet")
    works.wait_for_url("**/yardim/listeler/*/")
    payment_list = PaymentList.objects.get()
    opened(pays, payment_list.get_absolute_url())
    press(works, "Planlardan doldur")
    shows(part(pays, "payments"), application.household.file_number)
    press(works, "Kilitle")
    shows(part(pays, "summary"), "Kilitli")
    assert never_left(pays)

    follow(pays, "Ödemeye çıkar")
    press(pays.get_by_role("dialog"), "Ödemeye çıkar")
    shows(part(works, "summary"), "Ödemeye çıktı")
    aid = Aid.objects.get()
    assert aid.state == "sent"

    opened(works, f"/yardim/listeler/{payment_list.pk}/banka-dosyasi/")
    if works.get_by_label(re.compile("^Parola")).count():
        works.get_by_label(re.compile("^Parola")).fill(PASSWORD)
        works.keyboard.press("Enter")
    with works.expect_download() as taking:
        works.get_by_role("button", name="Dosyayı indir").first.click()
    told = Path(taking.value.path()).read_text(encoding="utf-8-sig")
    assert reference_of(aid.pk) in told
    assert rows.IBANS[0] in told.replace(" ", "")

    opened(works, f"/yardim/listeler/{payment_list.pk}/sonuc/")
    works.get_by_label("Ya da yapıştırın").fill(f"Referans\tDurum\n{reference_of(aid.pk)}\tÖDENDİ")
    press(works, "Önizle")
    press(works, "Eşleşenleri yaz")
    shows(part(pays, "payments"), "Ödendi")
    shows(part(decides, "summary"), "Tamamlandı")

    record = FinanceRecord.objects.get(source_kind="aid")
    opened(pays, record.get_absolute_url())
    expect(pays.locator("main")).to_contain_text("3.000,00")
    expect(pays.locator("main")).to_contain_text("Genel fon")
