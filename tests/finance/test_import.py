"""Sheets of incomes and expenses."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from finance import balances
from finance.imports import FinanceImporter
from finance.models import FinanceRecord
from kafkasder.core.imports import Mode, Options, Outcome, open_sheet, read, run
from notifications.models import WorkflowNotification

from .rows import box, make_account, zakat

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[2] / "samples" / "gelir-gider.csv"
HEADER = "Tarih;Tutar;Yön;Kategori;Açıklama;Kasa;Ödeme şekli;Belge türü;Fon"


def import_(by, path, *lines, **options):
    sheet = path / "sheet.csv"
    sheet.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    importer = FinanceImporter(by=by)
    return run(read(open_sheet(sheet), importer), importer, Options(**options))


def test_the_sample_is_imported_by_the_command_and_once(make_user, tmp_path):
    clerk = make_user("accounting", email="muhasebe@example.org")
    call_command("import_finance_records", SAMPLE, email=clerk.email, verbosity=0, report=tmp_path / "r.csv")
    records = {record.description: record for record in FinanceRecord.objects.all()}
    assert (records["Elektrik faturası"].direction, records["Elektrik faturası"].amount) == (
        "expense",
        Decimal("845.30"),
    )
    assert records["Bağış (zekât)"].fund == zakat()
    assert balances.of_fund(zakat()) == {"TRY": Decimal(3000)}
    assert balances.of_account(box()) == Decimal("3404.70")
    importer = FinanceImporter(by=clerk)
    again = run(read(open_sheet(SAMPLE), importer), importer, Options())
    assert (again.outcome, again.tally.unchanged, FinanceRecord.objects.count()) == (Outcome.LOOKS_DOUBLE, 4, 4)


def test_what_is_wrong_is_said_of_its_cell(make_user, tmp_path):
    result = import_(
        make_user("accounting"),
        tmp_path,
        "31.02.2026;5;Gelir;Kira geliri;Kira;Merkez kasa;Nakit;Makbuz;",
        "01.02.2026;8.000;Gelir;Kira geliri;Kira;Merkez kasa;Nakit;Makbuz;",
        "01.02.2026;5;Gelir;Kira geliri;Kira;Yok kasa;Nakit;Makbuz;",
        "01.02.2026;5;Gelir;Kira geliri;Salon;Merkez kasa;Nakit;Makbuz;yok-fon",
        "01.02.2026;5;Gelir;Kira;Depo;Merkez kasa;Nakit;Makbuz;",
        "01.02.2026;5;Gider;Kira;Bina;Merkez kasa;Nakit;Fatura;",
        ";5;Gelir;Kira geliri;Arsa;Merkez kasa;Nakit;Makbuz;",
    )
    assert (result.outcome, FinanceRecord.objects.count()) == (Outcome.HAS_PROBLEMS, 0)
    assert [(each.line, each.column) for each in sorted(result.problems, key=lambda each: each.line)] == [
        (2, "Tarih"),
        (3, "Tutar"),
        (4, "Kasa"),
        (5, "Fon"),
        (6, "Kategori"),
        (7, ""),
        (8, "Tarih"),
    ]


def test_what_can_only_be_one_thing_need_not_be_said(make_user, tmp_path):
    make_account(name="Ziraat")
    result = import_(
        make_user("accounting"),
        tmp_path,
        "01.02.2026;500;;Kira geliri;Depo;;Nakit;Makbuz;",
        "02.02.2026;700;;Kira geliri;Salon;Ziraat;;;",
    )
    assert result.tally.created == 2
    assert FinanceRecord.objects.get(description="Depo").account == box()
    salon = FinanceRecord.objects.get(description="Salon")
    assert (salon.method, salon.document_type, salon.fund.code) == ("bank", "bank_slip", "genel")


def test_large_ones_wait_and_are_told_of_once(make_user, tmp_path):
    boss = make_user("board")
    make_account(name="Ziraat")
    lines = [f"0{day}.02.2026;50.000;Gelir;Kira geliri;Kira {day};Ziraat;;;" for day in (1, 2, 3)]
    assert import_(make_user("accounting"), tmp_path, *lines).tally.created == 3
    assert FinanceRecord.objects.waiting().count() == 3
    assert "3" in WorkflowNotification.objects.get(recipient=boss).title


def test_who_may_not_import_does_not_and_nobody_updates(make_user):
    with pytest.raises(PermissionDenied):
        FinanceImporter(by=make_user("auditor"))
    with pytest.raises(PermissionDenied):
        FinanceImporter(by=make_user("accounting"), mode=Mode.UPSERT)
