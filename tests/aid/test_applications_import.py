"""Sheets of applications of the time before the panel."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from aid import services
from aid.imports import ApplicationImporter
from aid.models import AidApplication
from aid.states import Stage
from kafkasder.core.imports import Mode, Options, Outcome, open_sheet, read, run
from notifications.models import WorkflowNotification

from ..factories import make_household, make_person, make_user
from . import rows

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[2] / "samples" / "yardim-basvurulari.csv"
HEADER = "Dosya no;TC kimlik no;Başvuru tarihi;Tek seferlik;Düzenli nakdi;Düzenli gıda;Aşama;Durum"


def import_(by: User, path: Path, *lines: str, header: str = HEADER) -> Any:
    sheet = path / "sheet.csv"
    sheet.write_text("\n".join([header, *lines]), encoding="utf-8")
    importer = ApplicationImporter(by=by)
    return run(read(open_sheet(sheet), importer), importer, Options(force=True))


def test_the_sample_is_imported_once_with_the_sheets_days() -> None:
    clerk = make_user("board", email="baskan@example.org")
    homes = [make_household(file_number=number) for number in ("H-000001", "H-000002", "H-000005")]
    for _time in range(2):
        call_command("import_aid_applications", SAMPLE, email=clerk.email, force=True, verbosity=0)
    found = {each.description: each for each in AidApplication.objects.all()}
    assert len(found) == 4  # the second time nothing is new
    first, second = found["Örnek: kira borcu"], found["Örnek: altı ay destek"]
    assert (first.household, first.stage, first.created_by, first.priority) == (homes[0], "ongoing", clerk, "high")
    steps = [(step.target, step.by, timezone.localtime(step.at).date()) for step in first.steps.order_by("at")]
    assert steps == [("draft", clerk, date(2026, 1, 12)), ("ongoing", clerk, date(2026, 1, 20))]
    assert (second.stage, second.due_on) == ("completed", None)
    assert {(each.kind, each.amount, each.quantity, each.times) for each in second.asked.all()} == {
        ("cash", Decimal(1500), None, 6),
        ("food", None, Decimal(2), 6),
    }
    assert {each.kind for each in found["Örnek: ev eşyası ve sevk"].asked.all()} == {"in_kind", "referral"}
    organisation = found["Örnek: koli isteği"]
    assert (organisation.applicant_name, organisation.household) == ("Örnek Köy Derneği", None)
    assert {each.number[:7] for each in found.values()} == {"B-2026-"}
    assert not WorkflowNotification.objects.exists()


def test_a_household_is_known_by_an_identity_number_and_all_or_nothing_is_stored(tmp_path: Path) -> None:
    board = make_user("board")
    person = make_person(household=make_household(file_number="H-1"), identity_number="10000000146")
    make_household(file_number="H-2")
    good = ";10000000146;01.02.2026;500;;;Taslak;"
    result = import_(
        board,
        tmp_path,
        good,
        "H-9;;01.02.2026;500;;;;",
        "H-1;;31.02.2026;500;;;;",
        "H-1;;02.02.2026;0;0;;;",
        "H-1;;03.02.2026;500;;;Reddedildi;",
        "H-2;10000000146;04.02.2026;500;;;;",
        "H-1;;01.02.2026;900;;;;",
        "H-1;;05.02.2026;-5;;;;",
    )
    assert (result.outcome, AidApplication.objects.count()) == (Outcome.HAS_PROBLEMS, 0)
    assert {each.line for each in result.problems} == {3, 4, 5, 6, 7, 8, 9}
    assert not any("10000000146" in each.shown for each in result.problems)
    assert import_(board, tmp_path, good).outcome is Outcome.SAVED
    application = AidApplication.objects.get()
    assert (application.household, application.person) == (person.household, person)


def test_the_old_two_fields_become_one_stage(tmp_path: Path) -> None:
    for number in range(1, 5):
        make_household(file_number=f"H-{number}")
    lines = [
        "H-1;;01.01.2026;500;;;under_review;Kapalı",
        "H-2;;01.01.2026;500;;;approved;closed",
        "H-3;;01.01.2026;500;;;under_review;open",
        "H-4;;01.01.2026;500;700;;completed;closed",
    ]
    assert import_(make_user("board"), tmp_path, *lines).outcome is Outcome.SAVED
    stages = list(AidApplication.objects.order_by("pk").values_list("stage", flat=True))
    assert stages == ["withdrawn", "completed", "in_review", "completed"]
    both = AidApplication.objects.latest("pk").asked.all()
    assert {(each.amount, each.frequency) for each in both} == {(500, "once"), (700, "monthly")}


def test_an_import_grants_nothing_and_its_importer_decides_nothing(tmp_path: Path) -> None:
    board = make_user("board")
    rows.home(file_number="H-1")
    rows.home(file_number="H-2")
    import_(board, tmp_path, "H-1;;01.01.2026;500;;;approved;open", "H-2;;01.01.2026;500;;;under_review;open")
    granted, waiting = AidApplication.objects.order_by("pk")
    plan = rows.new_plan(granted.household, amount=Decimal(500))
    plan.asked = granted.asked.get()
    with pytest.raises(ValidationError, match="onaylanmadı"):
        services.save_plan(plan=plan, application=granted, by=make_user("staff"))
    with pytest.raises(PermissionDenied):
        services.decide(application=waiting, kind="approved", reason="Uygun", by=board)
    services.decide(application=waiting, kind="approved", reason="Uygun", by=make_user("admin"))
    waiting.refresh_from_db()
    assert waiting.stage == Stage.APPROVED


def test_an_import_is_for_those_who_may_and_only_adds() -> None:
    with pytest.raises(PermissionDenied):
        ApplicationImporter(by=make_user("staff"))
    with pytest.raises(PermissionDenied):
        ApplicationImporter(by=make_user("board"), mode=Mode.UPDATE)
