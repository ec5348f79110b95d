"""Sheets whose rows are records of their own: the form of a page cleans them, its service stores them."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from kafkasder.core.imports import Column, Mode, Options, Outcome, Result, RowImporter, open_sheet, read, run
from privacy.forms import BreachForm
from privacy.models import Breach
from privacy.services.breaches import save_breach

from ..factories import make_user

pytestmark = pytest.mark.django_db


class BreachImporter(RowImporter):
    name = "breaches"
    columns = (
        Column("title", "Başlık"),
        Column("learned_at", "Öğrenildi"),
        Column("description", "Ne oldu"),
    )
    form, key = BreachForm, "title"

    def present(self) -> Any:
        return Breach.objects.all()

    def store(self, row: Breach) -> None:
        save_breach(breach=row, by=self.by)


@pytest.fixture
def by() -> User:
    return make_user("board")


def import_(by: User, path: Path, *lines: str, mode: Mode = Mode.INSERT, **options: bool) -> Result:
    path = path / "sheet.csv"
    path.write_text("\n".join(["Başlık;Öğrenildi;Ne oldu", *lines]), encoding="utf-8")
    importer = BreachImporter(by=by, mode=mode)
    return run(read(open_sheet(path), importer), importer, Options(**options))


def reasons(result: Result) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, str(problem.reason)) for problem in result.problems]


FIRST = ("Kayıp telefon;01.11.2026 09:00;Otobüste", "Yanlış alıcı;02.11.2026 10:30;E-posta")


def test_rows_become_records_by_form_and_service(by, tmp_path):
    result = import_(by, tmp_path, *FIRST)
    assert (result.outcome, result.tally.created) == (Outcome.SAVED, 2)
    breach = Breach.objects.get(title="Yanlış alıcı")
    assert timezone.localtime(breach.learned_at).isoformat(timespec="minutes") == "2026-11-02T10:30+03:00"
    assert (breach.description, breach.by) == ("E-posta", by)


def test_what_the_form_refuses_is_said_of_its_cell_and_nothing_is_saved(by, tmp_path):
    result = import_(by, tmp_path, *FIRST, "Gelecek;01.01.2999 09:00;x", ";01.11.2026 09:00;x")
    assert (result.outcome, Breach.objects.count()) == (Outcome.HAS_PROBLEMS, 0)
    assert reasons(result) == [
        (4, "Öğrenildi", "Gelecekte bir an olamaz."),
        (5, "Başlık", "Bu alan zorunludur."),
    ]


def test_a_key_that_stands_in_the_sheet_twice_is_refused(by, tmp_path):
    result = import_(by, tmp_path, *FIRST, FIRST[0])
    assert reasons(result) == [(4, "Başlık", "Bu kayıt 2. satırda da var.")]


def test_a_second_time_changes_nothing_and_is_noticed(by, tmp_path):
    import_(by, tmp_path, *FIRST)
    assert import_(by, tmp_path, *FIRST).outcome is Outcome.LOOKS_DOUBLE
    assert Breach.objects.count() == 2


def test_an_update_takes_what_is_said_and_leaves_the_rest(by, tmp_path):
    import_(by, tmp_path, *FIRST)
    result = import_(by, tmp_path, FIRST[0], "Yanlış alıcı;;Mektup", "Yeni;03.11.2026 08:00;x", mode=Mode.UPSERT)
    tally = result.tally
    assert (tally.created, tally.updated, tally.unchanged) == (1, 1, 1)
    breach = Breach.objects.get(title="Yanlış alıcı")
    assert breach.description == "Mektup"
    assert timezone.localtime(breach.learned_at).hour == 10
    unknown = import_(by, tmp_path, "Başka;03.11.2026 08:00;x", mode=Mode.UPDATE)
    assert reasons(unknown) == [(2, "Başlık", "Bu kayıt yok; güncellenecek bir şey bulunamadı.")]
