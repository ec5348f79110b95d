"""Makes the two sample sheets beside it: `python samples/make.py`. The people in them do not exist.

`temiz.xlsx` is how one would wish a sheet to be. `berbat.csv` has what sheets really have: title rows, a header over
two rows, capitals, figures made of numbers, dates in seven spellings, old names of places, a sum at the end, and four
mistakes.
"""

import csv
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import django
import xlsxwriter

HERE = Path(__file__).resolve().parent
CLEAN, TERRIBLE = HERE / "temiz.xlsx", HERE / "berbat.csv"
FIRST_SERIAL = 8_500_000  # the demo's people, whom an import would take for these, have the low ones

CLEAN_HEADER = (
    *("Dosya No", "Yakınlık", "Ad", "Soyad", "T.C. Kimlik No", "Doğum Tarihi", "Cinsiyet", "Medeni Hâl", "Telefon"),
    *("İl", "İlçe", "Mahalle", "Açık Adres", "Konut", "Kategori", "Aylık Gelir", "Kira Tutarı"),
)
# household: place, neighbourhood, address, housing, category, income, rent; members: relation, name, birth, gender, …
FAMILIES = (
    (
        ("Kayseri", "Melikgazi", "Hunat", "Gül Sok. No: 12/3", "Kira", "İhtiyaç sahibi aile", 18_500, 9_000),
        ("Kendisi", "Mehmet", "Yılmaz", date(1979, 4, 12), "Erkek", "Evli"),
        ("Eşi", "Ayşe", "Yılmaz", date(1983, 9, 1), "Kadın", "Evli"),
        ("Oğlu", "Yusuf", "Yılmaz", date(2011, 6, 30), "Erkek", "Bekâr"),
        ("Kızı", "Elif", "Yılmaz", date(2015, 1, 19), "Kadın", "Bekâr"),
    ),
    (
        ("Kayseri", "Kocasinan", "Mevlana", "Okul Cad. No: 4", "Kendi evi", "Yetim ailesi", 9_750, None),
        ("Kendisi", "Hatice", "Işık", date(1986, 2, 28), "Kadın", "Dul (eşi vefat)"),
        ("Oğlu", "Ömer", "Işık", date(2012, 11, 5), "Erkek", "Bekâr"),
        ("Kızı", "Zeynep", "Işık", date(2014, 7, 23), "Kadın", "Bekâr"),
    ),
    (
        ("Kayseri", "Talas", "Yenidoğan", "1234. Sok. No: 7/1", "Bedelsiz oturuyor", "Kimsesiz yaşlı", 6_200, None),
        ("Kendisi", "Döndü", "Çelik", date(1948, 1, 1), "Kadın", "Dul (eşi vefat)"),
    ),
    (
        ("Kayseri", "Melikgazi", "Battalgazi", "Fırın Sok. No: 31/5", "Kira", "Engelli ailesi", 21_000.5, 7_500),
        ("Kendisi", "Kâzım", "Öztürk", date(1971, 10, 9), "Erkek", "Evli"),
        ("Eşi", "Şerife", "Öztürk", date(1974, 3, 3), "Kadın", "Evli"),
        ("Annesi", "Satı", "Öztürk", date(1946, 5, 15), "Kadın", "Dul (eşi vefat)"),
    ),
    (
        ("Kayseri", "Kocasinan", "Argıncık", "Lale Sok. No: 2", "Kira", "Tek ebeveyn", 12_000, 6_000),
        ("Kendisi", "Gülsüm", "Şahin", date(1990, 8, 17), "Kadın", "Boşanmış"),
        ("Kızı", "Asel", "Şahin", date(2019, 12, 2), "Kadın", "Bekâr"),
    ),
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kafkasder.settings")
    os.environ.setdefault("DEMO", "on")
    sys.path.insert(0, str(HERE.parent))
    django.setup()
    write_clean(CLEAN)
    write_terrible(TERRIBLE)


def clean_rows() -> Iterator[tuple[object, ...]]:
    from kafkasder.core.synthetic.numbers import identity_number, phone

    serial = FIRST_SERIAL
    for number, (home, *members) in enumerate(FAMILIES, start=1):
        for relation, first, last, born, gender, marital in members:
            serial += 1
            told = phone(serial) if relation in ("Kendisi", "Eşi") else ""
            person = (relation, first, last, identity_number(serial), born, gender, marital, told)
            yield (f"2025/{number:03d}", *person, *home)


def write_clean(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Haneler")
        bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, CLEAN_HEADER, bold)
        for line, row in enumerate(clean_rows(), start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif value not in ("", None):
                    sheet.write(line, column, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(CLEAN_HEADER) - 1, 16)


def terrible_rows() -> Iterator[tuple[str, ...]]:
    from kafkasder.core.synthetic.numbers import FOREIGNERS, identity_number

    number = [identity_number(serial) for serial in range(FIRST_SERIAL + 200, FIRST_SERIAL + 220)]
    foreign = identity_number(FIRST_SERIAL + 200, FOREIGNERS)
    yield ("KAYSERİ YARDIMLAŞMA LİSTESİ 2025 (son hali)",)
    yield ()
    yield ("SIRA", "KİŞİ", "", "", "", "BABA", "", "İLETİŞİM", "ADRES", "", "", "", "GELİR (TL)", "ACİL Mİ?")
    yield (
        *(
            "",
            "YAKINLIK",
            "ADI SOYADI",
            "TC",
            "DOĞ. TARİHİ",
            "ADI",
            "CİNS",
            "CEP TEL",
            "İL",
            "İLÇE",
            "MAH",
            "AÇIK ADRES",
        ),
        *("", ""),
    )
    home = ("KAYSERI", "Merkez", "HUNAT MAHALLESİ", "GÜL SOK.\u00a0NO:5")
    yield (
        "1",
        "HANE REİSİ",
        "ALİ  IŞIK",
        number[0] + ".0",
        "15.03.1980",
        "HASAN",
        "E",
        "532 000 11 22",
        *home,
        "1.234,56",
        "",
    )
    yield ("2", "eşi", "fatma ışık", number[1], "5/8/1984", "Mehmet", "K", "", "", "", "", "", "", "")
    yield ("3", "OĞLU", "YUSUF IŞIK", number[2], "2012-09-01", "ALİ", "", "", "", "", "", "", "", "")
    yield ("4", "Kız", "İPEK IŞIK", number[3], "3 Mart 2016", "ALİ", "kız", "-", "", "", "", "", "", "")
    yield ()
    scientific = f"{number[4][0]},{number[4][1:]}E+10"
    home = ("İÇEL", "mezitli", "Yeni Mah.", "'Çınar Cad. 12")
    yield (
        "5",
        "Reis",
        "HATİCE EL-HAMAD",
        scientific,
        "29295",
        "",
        "Bayan",
        "(0532) 000 22 33",
        *home,
        "5000 TL",
        "EVET",
    )
    yield ("6", "çocuk", "NUR EL-HAMAD", foreign, "1.1.2010", "", "k", "", "", "", "", "", "", "")
    yield ("", "Torun", "BEBEK EL-HAMAD", "yok", "2025", "", "e", "", "", "", "", "", "", "")
    home = ("URFA", "Merkez", "bahçelievler", "Lale sok")
    yield ("7", "kendisi", "DÖNDÜ ÇELİK", number[6], "1948", "", "KADIN", "+90 532 000 33 44", *home, "12.500", "x")
    home = ("Ankara", "kazan", "", "")
    yield ("8", "kendisi", "MUSTAFA  KARA", number[7][:-1] + "1", "12.05.1975", "", "E", "", *home, "", "")
    yield ("9", "eşi", "EMİNE KARA", number[8], "31.02.1979", "", "K", "", "", "", "", "", "", "")
    home = ("Kayserii", "Talas", "", "")
    yield ("10", "kendisi", "SEVGİ ACAR", number[9], "19 Mayıs 1990", "", "K", "12345", *home, "", "")
    home = ("istanbul", "EYÜP", "", "")
    yield ("11", "kendisi", "Öz-Can O'Brien", number[10], "01.12.85", "", "Bay", "0532-000-44-55", *home, "", "h")
    yield ("TOPLAM", "", "", "", "", "", "", "", "", "", "", "", "18.734,56", "")
    yield ()


def write_terrible(path: Path) -> None:
    with path.open("w", encoding="cp1254", newline="") as file:
        csv.writer(file, delimiter=";").writerows(terrible_rows())


if __name__ == "__main__":
    main()
