"""What the import engine reads: dialects, encodings, headers and cells; and how it refuses what is no sheet."""

import csv
import datetime
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError

from beneficiaries.choices import Category, Gender, MaritalStatus
from kafkasder.core.imports import Column, UnknownHeader, UnreadableSheet, open_sheet, read_mapping, write_mapping
from kafkasder.core.imports.cells import (
    amount_of,
    day_of,
    many_of,
    number_of,
    one_of,
    said_of,
    text_of,
    yes_or_no,
)
from kafkasder.core.imports.header import find_header
from kafkasder.core.imports.sheets import Line

COLUMNS = (
    Column("first_name", "Ad", "Adı, First name"),
    Column("last_name", "Soyad", "Soyadı"),
    Column("father_name", "Baba adı"),
    Column("identity_number", "Kimlik no", "TC kimlik no"),
    Column("phone", "Telefon", "Cep"),
)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, *rows: list[Any], sheet: str = "Sayfa1") -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def cells_of(path: Path, sheet: str = "") -> list[list[Any]]:
    return [list(line.cells) for line in open_sheet(path, sheet).rows()]


# Files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_dialect_of_turkish_offices_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in (["Ad", "Soyad", "Gelir"], ["Şükrü", "Iğdır", '"1.234,56"']))
    assert cells_of(write(tmp_path / "liste.csv", text, encoding)) == [
        ["Ad", "Soyad", "Gelir"],
        ["Şükrü", "Iğdır", "1.234,56"],
    ]


def test_excels_hint_names_the_separator(tmp_path: Path) -> None:
    assert cells_of(write(tmp_path / "a.csv", "sep=|\nAd|Soyad\nAli|Can\n"))[1:] == [["Ad", "Soyad"], ["Ali", "Can"]]


def test_lines_are_counted_as_the_editor_counts_them(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'Ad,Adres\nAli,"Gül Sok.\nNo: 3"\nCan,x\n')
    assert [line.number for line in open_sheet(path).rows()] == [1, 2, 4]


def test_a_workbook_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "liste.csv", ["Ad", "No"], ["Ali", 10000000146])
    sheet = open_sheet(path)
    assert [list(line.cells) for line in sheet.rows()] == [["Ad", "No"], ["Ali", 10000000146.0]]
    assert sheet.row_count == 2


def test_the_wanted_sheet_is_read_and_an_unknown_one_refused_with_the_names(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Boş")
        book.add_worksheet("Haneler").write(0, 0, "Ad")
    assert cells_of(path) == cells_of(path, "Haneler") == [["Ad"]]
    with pytest.raises(UnreadableSheet, match="Sayfalar: Boş, Haneler"):
        open_sheet(path, "Kişiler")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dosya boş"),
        (b"Ad;Soyad\n\0\0\0;x\n", "tablo değil"),
        (b"PK\x03\x04 not a zip at all", "bozuk"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office", "bozuk"),
        (b"\xff\xfe\x00\xd8", "harfleri okunamıyor"),
    ],
)
def test_what_is_no_sheet_is_refused_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableSheet, match=sentence) as refusal:
        open_sheet(path)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSheet, match="bulunamadı"):
        open_sheet(tmp_path / "yok.csv")
    with pytest.raises(UnreadableSheet, match="dosya değil"):
        open_sheet(tmp_path)


def test_a_cell_too_long_to_be_one_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Ad;Soyad\nAli;" + '"' + "x" * 200_000 + "\n")
    with pytest.raises(UnreadableSheet, match=r"2\. satır"):
        list(open_sheet(path).rows())


def test_a_workbook_that_swells_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomba.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"")
        archive.getinfo("xl/worksheets/sheet1.xml").file_size = 1_600_000_000  # says its directory, which is all we ask
    with pytest.raises(UnreadableSheet, match="çok büyüyor"):
        open_sheet(path)


def test_a_stray_cell_far_out_is_refused_and_does_not_end_the_process(tmp_path: Path) -> None:
    path = tmp_path / "uzak.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(0, 0, "Ad")
        page.write(1_048_575, 16_383, "x")
    with pytest.raises(UnreadableSheet, match="çok uzakta"):
        open_sheet(path)


def test_a_broken_part_inside_a_workbook_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", ["Ad"], ["Ali"]).read_bytes()
    path = tmp_path / "b.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableSheet, match="bozuk"):
        open_sheet(path)


def test_memory_does_not_grow_with_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([f"Ad{number}", "Soyad", "0532 000 00 00"] for number in range(200_000))
    tracemalloc.start()
    count = sum(1 for _line in open_sheet(path).rows())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 8_000_000


# Headers


def header(*rows: list[str], mapping: dict[str, str] | None = None) -> dict[str, int]:
    lines = [Line(number, row) for number, row in enumerate(rows, start=1)]
    return dict(find_header(lines, COLUMNS, mapping or {}).places)


@pytest.mark.parametrize(
    "row", [["ADI", "SOYADI"], ["adı ", " Soyad*"], ["First Name", "Soyad (zorunlu)"], ["AD.", "Soyadi"]]
)
def test_headers_are_known_in_any_case_and_spelling(row: list[str]) -> None:
    assert header(row) == {"first_name": 0, "last_name": 1}


def test_a_header_is_found_below_title_rows() -> None:
    rows = [["2025 YARDIM LİSTESİ", ""], ["", ""], ["Ad", "Soyad"], ["Ali", "Can"]]
    lines = [Line(number, row) for number, row in enumerate(rows, start=1)]
    assert find_header(lines, COLUMNS, {}).line == 3


def test_a_header_over_two_rows_is_read_as_one() -> None:
    upper = ["Sıra", "Kişi", "", "Baba", "İletişim"]
    lower = ["", "Adı", "Soyadı", "Adı", "Cep"]
    assert header(upper, lower) == {"first_name": 1, "last_name": 2, "father_name": 3, "phone": 4}


def test_a_mapping_says_what_a_header_means_or_that_it_means_nothing() -> None:
    row = ["Ad", "Soyad", "Numara", "Telefon"]
    mapping = {"Numara": "identity_number", "Telefon": ""}
    assert header(row, mapping=mapping) == {"first_name": 0, "last_name": 1, "identity_number": 2}


def test_a_sheet_without_a_header_is_refused() -> None:
    with pytest.raises(UnknownHeader, match="Başlık satırı bulunamadı"):
        header(["Ali", "Can"], ["Ayşe", "Kaya"])


@pytest.mark.parametrize("name", ["eşleme.json", "eşleme.toml"])
def test_a_mapping_that_was_written_is_read_again(tmp_path: Path, name: str) -> None:
    mapping = {"Adı": "first_name", 'Bir "başlık"': "", "T.C.": "identity_number"}
    write_mapping(tmp_path / name, mapping)
    assert read_mapping(tmp_path / name, {"first_name", "identity_number"}) == mapping


@pytest.mark.parametrize(
    ("text", "sentence"), [("{", "okunamıyor"), ("[1]", "her başlığa"), ('{"Ad": "isim"}', "bilinmeyen sütunlar: isim")]
)
def test_a_mapping_without_sense_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UnreadableSheet, match=sentence):
        read_mapping(write(tmp_path / "a.json", text), {"first_name"})


# Cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" Ali\u00a0Can ", "Ali Can"),
        ("'0532", "0532"),
        (12345678950.0, "12345678950"),
        (1.5, "1.5"),
        (None, ""),
        (datetime.date(1980, 3, 15), "1980-03-15"),
    ],
)
def test_texts(cell: Any, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        (10000000146.0, "10000000146"),
        ("10000000146.0", "10000000146"),
        ("10000000146,00", "10000000146"),
        ("1,0000000146E+10", "10000000146"),
        ("1.0000000146e10", "10000000146"),
        (" 100 0000 0146", "100 0000 0146"),
        ("-", ""),
        ("Yok", ""),
        ("#N/A", ""),
    ],
)
def test_numbers_that_spreadsheets_took_for_figures(cell: Any, digits: str) -> None:
    assert number_of(cell) == digits


def test_a_number_whose_last_digits_are_lost_is_not_guessed() -> None:
    with pytest.raises(ValidationError, match="yuvarlamış"):
        number_of("1,23457E+10")


@pytest.mark.parametrize(
    "cell",
    [
        "15.03.1980",
        "15/3/1980",
        "15-03-1980",
        "15 . 03 . 1980",
        "15,3,1980",
        "1980-03-15",
        "1980-03-15 00:00:00",
        "15.03.1980 00:00",
        "15 Mart 1980",
        "15 MART 1980 Cumartesi",
        "15 Mar 1980",
        "15-Mar-1980",
        "15.03.80",
        "29295",
        29295,
        29295.0,
        datetime.date(1980, 3, 15),
        datetime.datetime(1980, 3, 15, 0, 0),
    ],
)
def test_days_in_every_spelling(cell: Any) -> None:
    assert day_of(cell) == datetime.date(1980, 3, 15)


@pytest.mark.parametrize("cell", ["1980", 1980, 1980.0, "00.00.1980", "0.0.1980"])
def test_a_year_alone(cell: Any) -> None:
    assert day_of(cell) == 1980


def test_a_day_that_no_calendar_has_is_refused_and_other_words_are_passed_on() -> None:
    with pytest.raises(ValidationError, match="böyle bir gün yok"):
        day_of("31.02.1980")
    assert day_of("geçen yıl") == "geçen yıl"
    assert day_of("-") == ""


@pytest.mark.parametrize(
    ("cell", "amount"), [(1234.56, Decimal("1234.56")), (5000, Decimal(5000)), ("-", None), ("1.234,56", "1.234,56")]
)
def test_amounts(cell: Any, amount: Any) -> None:
    assert amount_of(cell) == amount


@pytest.mark.parametrize("cell", ["Evet", "E", "var", "x", "1", True, "✓", "EVET."])
def test_yes(cell: Any) -> None:
    assert yes_or_no(cell) is True


@pytest.mark.parametrize("cell", ["hayır", "H", "yok", "0", False, "-", ""])
def test_no(cell: Any) -> None:
    assert yes_or_no(cell) is False


def test_neither_yes_nor_no() -> None:
    with pytest.raises(ValidationError, match="Evet ya da Hayır"):
        yes_or_no("belki")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("KADIN", "female"), ("kadin", "female"), ("Female", "female"), ("male", "male"), ("Bay", "male"), ("?", "?")],
)
def test_choices_by_code_label_and_word(cell: str, code: str) -> None:
    assert one_of(Gender, {"bay": Gender.MALE})(cell) == code


def test_a_label_is_known_without_its_brackets() -> None:
    assert one_of(MaritalStatus)("Dul") == one_of(MaritalStatus)("dul (eşi vefat)") == MaritalStatus.WIDOWED


def test_several_choices_in_one_cell() -> None:
    read = many_of(Category)
    assert read("Yetim ailesi, Hasta") == [Category.FAMILY_ORPHAN, Category.PATIENT]
    assert read("Şehit/gazi ailesi") == [Category.MARTYR_FAMILY]


def test_a_dash_says_nothing() -> None:
    assert said_of(" - ") == said_of("bilinmiyor") == ""
