"""What the import refuses, and how it says so."""

import csv
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from python_calamine import load_workbook

from accounts.models import AuditEntry, User
from beneficiaries.imports import HouseholdImporter
from beneficiaries.models import Beneficiary, FileNumberSeries, Household
from kafkasder.core.imports import Mode, Outcome, UnreadableSheet

from ..factories import make_user
from .sheets import NUMBERS, imported, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return make_user("staff")


@pytest.mark.parametrize(
    ("header", "cell", "shown", "reason"),
    [
        ("TC", "10000000147", "100******47", "denetim haneleri"),
        ("TC", "1000000014", "********14", "11 hanelidir"),
        ("TC", "1,23457E+10", "1,2******10", "yuvarlamış"),
        ("Telefon", "12345", "123 *** 45", "Telefon numarası eksik"),
        ("IBAN", "TR330006100519786457841327", "TR** **** **** 1327", "IBAN geçersiz"),
        ("Doğum Tarihi", "31.02.1980", "31.02.1980", "böyle bir gün yok"),
        ("Doğum Tarihi", "geçen yaz", "geçen yaz", "gün.ay.yıl"),
        ("Doğum Tarihi", "01.01.2090", "01.01.2090", "gelecekte"),
        ("Doğum Yılı", "1899", "1899", "gün.ay.yıl"),
        ("Cinsiyet", "belirsiz", "belirsiz", "belirsiz"),
        ("E-posta", "ali@", "ali@", "e-posta"),
        ("İl", "Kayserii", "Kayserii", "bulunamadı"),
        ("Aylık gelir", "çok", "çok", "1.234,56"),
        ("Acil", "belki", "belki", "Evet ya da Hayır"),
        ("Dosya Durumu", "Arşiv", "Arşiv", "taslak"),
        ("Gelir kaynağı", "define", "define", "anlaşılamadı"),
        ("Baba adı", "x" * 61, "x" * 61, "60"),
    ],
)
def test_a_wrong_cell_is_named_with_line_column_value_and_reason(
    tmp_path: Path, staff: User, header: str, cell: str, shown: str, reason: str
) -> None:
    path = sheet(tmp_path, f"Ad|Soyad|{header}", "Veli|Kaya|", ["Ali", "Can", cell])
    result = imported(path, staff)
    (problem,) = result.problems
    assert (problem.line, problem.column, problem.value, problem.shown) == (3, header, cell, shown)
    assert reason in str(problem.reason)
    assert (result.outcome, Beneficiary.objects.count()) == (Outcome.HAS_PROBLEMS, 0)


def test_a_district_elsewhere_is_refused(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Ad|Soyad|İl|İlçe", "Ali|Can|Kayseri|Çankaya")
    (problem,) = imported(path, staff).problems
    assert (problem.column, str(problem.reason)) == ("İlçe", "Kayseri ilinde böyle bir ilçe yok.")


def test_a_name_is_needed(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Ad|Soyad|TC", f"Ali||{NUMBERS[0]}")
    (problem,) = imported(path, staff).problems
    assert (problem.column, str(problem.reason)) == ("Soyad", "Bu alan zorunludur.")


def test_rules_over_several_cells_are_the_pages_own(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Ad|Soyad|Doğum Yılı|Medeni hali", "Ali|Can|2020|Evli")
    assert "evli olamaz" in str(imported(path, staff).problems[0].reason)


def test_a_person_who_stands_in_the_sheet_twice_is_a_problem(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}", f"Veli|Kaya|{NUMBERS[0]}")
    (problem,) = imported(path, staff).problems
    assert (problem.line, str(problem.reason)) == (3, "Bu kişi 2. satırda da var.")


def test_also_when_the_rows_are_far_apart(tmp_path: Path, staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kafkasder.core.imports.running.BATCH_ROWS", 2)
    rows = [f"Ali{number}|Can|{NUMBERS[number]}" for number in range(5)]
    path = sheet(tmp_path, "Ad|Soyad|TC", *rows, f"Ali0|Can|{NUMBERS[0]}")
    (problem,) = imported(path, staff).problems
    assert (problem.line, str(problem.reason)) == (7, "Bu kişi dosyada daha önce de geçiyor.")


def test_a_household_in_two_far_parts_stays_one(tmp_path: Path, staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kafkasder.core.imports.running.BATCH_ROWS", 2)
    path = sheet(tmp_path, "Aile No|Ad|Soyad", "1|Ali|Can", "1|Ayşe|Can", "2|Veli|Kaya", "3|Can|Su", "1|Ece|Can")
    assert imported(path, staff).outcome is Outcome.SAVED
    assert Household.objects.get(head__first_name="Ali").members.count() == 3


def test_all_or_nothing(tmp_path: Path, staff: User) -> None:
    before = AuditEntry.objects.count()
    path = sheet(tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}", "Veli|Kaya|123")
    assert imported(path, staff).outcome is Outcome.HAS_PROBLEMS
    assert not Household.objects.exists()
    assert AuditEntry.objects.count() == before
    assert not FileNumberSeries.objects.filter(last_number__gt=0).exists()


def test_a_dry_run_leaves_nothing_and_tells_all(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}", "Veli|Kaya|123")
    result = imported(path, staff, dry_run=True)
    assert (result.outcome, result.tally.created, result.bad_rows) == (Outcome.CHECKED, 1, 1)
    assert not Beneficiary.objects.exists()


def test_the_good_households_are_kept_if_wished_and_bad_ones_left_out_whole(tmp_path: Path, staff: User) -> None:
    report = tmp_path / "hatalar.csv"
    path = sheet(tmp_path, "Aile No|Ad|Soyad|TC", "1|Ali|Can|", "2|Veli|Kaya|123", "2|Ece|Kaya|", "3|Su|Er|")
    result = imported(path, staff, keep_good=True, report=report)
    assert (result.outcome, result.bad_rows, result.problem_count) == (Outcome.SAVED, 2, 1)
    assert {*Beneficiary.objects.values_list("first_name", flat=True)} == {"Ali", "Su"}
    with report.open(encoding="utf-8-sig", newline="") as file:
        header, bad, other = csv.reader(file, delimiter=";")
    assert header == ["Aile No", "Ad", "Soyad", "TC", "Hata"]
    assert bad[:4] == ["2", "Veli", "Kaya", "123"]
    assert bad[4].startswith("Satır 3: TC: Kimlik numarası 11 hanelidir")
    assert other == ["2", "Ece", "Kaya", "", "Birlikte kaydedilecek 3 numaralı satırda hata var."]


def test_a_corrected_report_is_imported_like_any_sheet(tmp_path: Path, staff: User) -> None:
    report = tmp_path / "hatalar.csv"
    path = sheet(tmp_path, "Aile No|Ad|Soyad|TC", "1|Ali|Can|", "2|Veli|Kaya|123", "2|Ece|Kaya|")
    imported(path, staff, keep_good=True, report=report)
    text = report.read_text(encoding="utf-8-sig").replace("123", NUMBERS[0])
    report.write_text(text, encoding="utf-8-sig")
    assert imported(report, staff).tally.created == 2
    assert Household.objects.count() == 2


def test_the_report_of_a_workbook_is_a_workbook_of_texts(tmp_path: Path, staff: User) -> None:
    import xlsxwriter

    path, report = tmp_path / "a.xlsx", tmp_path / "hatalar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Ad", "Soyad", "TC", "Not"])
        page.write_row(1, 0, ["Ali", "Can", 10000000147])
        page.write_string(1, 3, '=HYPERLINK("http://x")')
    imported(path, staff, report=report)
    rows = load_workbook(report).get_sheet_by_index(0).to_python()
    assert rows[1][:4] == ["Ali", "Can", "10000000147", '=HYPERLINK("http://x")']


def test_a_formula_never_gets_into_a_csv_report(tmp_path: Path, staff: User) -> None:
    report = tmp_path / "hatalar.csv"
    path = sheet(tmp_path, "Ad|Soyad|TC|Not|Telefon", "Ali|Can|123|=1+1|+90 532 123 45 67", "@x|Can|123|-cmd|")
    imported(path, staff, report=report)
    text = report.read_text(encoding="utf-8-sig")
    assert ";'=1+1;" in text
    assert ";+90 532 123 45 67;" in text
    assert "'@x;" in text
    assert ";'-cmd;" in text


def test_a_sheet_without_names_is_refused(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "TC|Telefon|Mahalle", f"{NUMBERS[0]}|532 123 45 67|Hunat")
    with pytest.raises(UnreadableSheet, match="Ad, Soyad"):
        imported(path, staff)


@pytest.mark.parametrize("role", ["volunteer", "accounting", "auditor", ""])
def test_only_those_who_may_register_and_see_all_may_import(role: str) -> None:
    with pytest.raises(PermissionDenied):
        HouseholdImporter(by=make_user(role))


@pytest.mark.parametrize("role", ["admin", "board", "staff"])
def test_those_who_may(role: str) -> None:
    for mode in Mode:
        assert HouseholdImporter(by=make_user(role), mode=mode)
