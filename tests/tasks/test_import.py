"""Sheets of tasks."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from kafkasder.core.imports import Mode, Options, Outcome, open_sheet, read, run
from notifications.models import WorkflowNotification
from tasks.imports import TaskImporter
from tasks.models import Task

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[2] / "samples" / "gorevler.csv"


def import_(by, path, *lines, mode=Mode.INSERT):
    sheet = path / "sheet.csv"
    sheet.write_text("\n".join(["Görev;Sorumlu;Son tarih;Durum;Öncelik", *lines]), encoding="utf-8")
    importer = TaskImporter(by=by, mode=mode)
    return run(read(open_sheet(sheet), importer), importer, Options())


def test_the_sample_is_imported_by_the_command(make_user):
    clerk = make_user("staff", email="personel@example.org", full_name="Zeynep Kaya")
    volunteer = make_user("volunteer", email="gonullu@example.org")
    call_command("import_tasks", SAMPLE, email=clerk.email, verbosity=0)
    tasks = {task.title.removeprefix("Örnek: "): task for task in Task.objects.all()}
    assert tasks["Okul ziyareti"].state == "completed"
    assert (tasks["Okul ziyareti"].responsible, tasks["Okul ziyareti"].due_on) == (volunteer, date(2026, 3, 3))
    assert tasks["Depo sayımı"].repeat == "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"
    assert tasks["Kış kolisi listesini çıkar"].tags == ["kış", "koli"]
    assert tasks["Broşür baskısı"].state_reason
    assert not WorkflowNotification.objects.exists()  # of what one gave oneself, and of what is done


def test_what_is_wrong_is_said_of_its_cell(make_user, tmp_path):
    result = import_(
        make_user("staff"),
        tmp_path,
        "ab;;;;",
        "Biri yapsın;Olmayan Kişi;;;",
        "Ne zaman;;31.02.2030;;",
        "Nasıl;;;belki;",
    )
    assert (result.outcome, Task.objects.count()) == (Outcome.HAS_PROBLEMS, 0)
    assert [(each.line, each.column) for each in result.problems] == [
        (2, "Görev"),
        (3, "Sorumlu"),
        (4, "Son tarih"),
        (5, "Durum"),
    ]


def test_the_same_title_on_another_day_is_another_task(make_user, tmp_path):
    clerk, doer = make_user("staff"), make_user("board", full_name="Ali Can")
    lines = ("Depo sayımı;Ali Can;01.02.30;;", "Depo sayımı;Ali Can;01.03.30;;")
    assert import_(clerk, tmp_path, *lines).tally.created == 2
    assert import_(clerk, tmp_path, *lines).outcome is Outcome.LOOKS_DOUBLE
    assert import_(clerk, tmp_path, "Depo sayımı;;01.03.2030;;Acil", mode=Mode.UPDATE).tally.updated == 1
    assert Task.objects.get(due_on="2030-03-01").priority == "urgent"
    told = WorkflowNotification.objects.get(recipient=doer)
    assert "2" in told.title


def test_who_may_not_import_does_not(make_user):
    with pytest.raises(PermissionDenied):
        TaskImporter(by=make_user("accounting"))
