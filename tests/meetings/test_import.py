"""Sheets of meetings."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from kafkasder.core.imports import Mode, Options, Outcome, open_sheet, read, run
from meetings.imports import MeetingImporter
from meetings.models import Meeting
from meetings.when import span_words

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[2] / "samples" / "toplantilar.csv"


def import_(by, path, *lines):
    sheet = path / "sheet.csv"
    sheet.write_text("\n".join(["Toplantı;Tarih;Saat;Bitiş", *lines]), encoding="utf-8")
    importer = MeetingImporter(by=by)
    return run(read(open_sheet(sheet), importer), importer, Options())


def test_the_sample_is_imported_once_by_the_command(make_user):
    clerk = make_user("staff", email="personel@example.org")
    for _time in range(2):
        call_command("import_meetings", SAMPLE, email=clerk.email, force=True, verbosity=0)
    assert Meeting.objects.count() == 3  # the second time nothing is new
    rows = {row.title.removeprefix("Örnek: "): row for row in Meeting.objects.all()}
    assert {name: row.kind for name, row in rows.items()} == {
        "Ocak yönetim kurulu": "board",
        "Olağan genel kurul": "general_ordinary",
        "Denetim kurulu": "audit",
    }
    board = rows["Ocak yönetim kurulu"]
    assert span_words(board) == "15 Ocak 2026 18:30–20:00"
    assert list(board.agenda.values_list("title", flat=True)) == ["Açılış", "Kış yardımları"]
    assert (board.state, board.organiser, board.recorded_afterwards) == ("completed", clerk, True)


def test_what_is_wrong_is_said_of_its_cell(make_user, tmp_path):
    result = import_(
        make_user("staff"), tmp_path, "ab;15.01.2026;;", "Toplantı;31.02.2026;;", "Toplantı;15.01.2026;18:00;17:00"
    )
    assert (result.outcome, Meeting.objects.count()) == (Outcome.HAS_PROBLEMS, 0)
    assert [(each.line, each.column) for each in result.problems] == [(2, "Toplantı"), (3, "Tarih"), (4, "Bitiş")]


def test_an_import_adds_and_is_for_those_who_see_all(make_user):
    with pytest.raises(PermissionDenied):
        MeetingImporter(by=make_user("accounting"))
    with pytest.raises(ValidationError):
        MeetingImporter(by=make_user("staff"), mode=Mode.UPDATE)
