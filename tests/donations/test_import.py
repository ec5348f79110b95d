"""Sheets of donors."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from donations.imports import DonorImporter
from donations.models import Consent, Donor
from kafkasder.core.imports import Mode, Options, Outcome, open_sheet, read, run

from .rows import NUMBER, TAX_NUMBER, make_consent, make_donor

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[2] / "samples" / "bagiscilar.csv"


def import_(by, path, *lines, mode=Mode.INSERT):
    sheet = path / "sheet.csv"
    header = "Bağışçı;Tür;TCKN/VKN;Telefon;SMS izni;İzin tarihi"
    sheet.write_text("\n".join([header, *lines]), encoding="utf-8")
    importer = DonorImporter(by=by, mode=mode)
    return run(read(open_sheet(sheet), importer), importer, Options())


def test_the_sample_is_imported_by_the_command(make_user):
    clerk = make_user("accounting")
    call_command("import_donors", SAMPLE, email=clerk.email, verbosity=0)
    donors = {donor.name: donor for donor in Donor.objects.all()}
    assert len(donors) == 4
    person, company = donors["Ayşe Örnek"], donors["Örnek Mobilya Ltd. Şti."]
    assert (person.place, person.labels, person.consents) == (
        "Melikgazi, Kayseri",
        ["düzenli", "kermes"],
        ["sms", "email"],
    )
    assert f"{timezone.localtime(person.consent_history.first().at):%d.%m.%Y}" == "12.01.2026"
    assert (company.kind, company.contact_name, company.consents) == ("company", "Fatma Deneme", ["email"])
    assert donors["Örnek Dayanışma Derneği"].place == "Eyyübiye, Şanlıurfa"
    assert donors["Mehmet Deneme"].created_by == clerk
    call_command("import_donors", SAMPLE, email=clerk.email, verbosity=0, mode="upsert", force=True)
    assert (Donor.objects.count(), Consent.objects.count()) == (4, 3)


def test_what_is_wrong_is_said_of_its_cell(make_user, tmp_path):
    result = import_(
        make_user("board"),
        tmp_path,
        f"Ali Can;kişi;{TAX_NUMBER};;;",
        f"Örnek Derneği;dernek;{NUMBER};;;",
        "Veli Can;;;;evet;",
        f"Bir;;{NUMBER};;;",
        f"İki;;{NUMBER};;;",
        "Yarın;;;05001112233;evet;01.01.2999",
    )
    assert (result.outcome, Donor.objects.count()) == (Outcome.HAS_PROBLEMS, 0)
    assert [(each.line, each.column) for each in result.problems] == [
        (2, "TCKN/VKN"),
        (3, "TCKN/VKN"),
        (4, "SMS izni"),
        (5, "TCKN/VKN"),
        (6, "TCKN/VKN"),
        (7, "İzin tarihi"),
    ]


def test_an_undated_yes_undoes_no_withdrawal(make_user, tmp_path):
    by, donor = make_user("board"), make_donor(name="Ali Can", phone="+905001112233")
    make_consent(donor, "sms", given=False, at=timezone.now() - timedelta(days=9))
    line = "ALİ CAN;;;0500 111 22 33;evet;"
    assert import_(by, tmp_path, line, mode=Mode.UPDATE).outcome is Outcome.HAS_PROBLEMS
    assert import_(by, tmp_path, f"{line}01.01.2020", mode=Mode.UPDATE).tally.updated == 1
    assert Donor.objects.get().consents == []
    assert import_(by, tmp_path, f"{line}{timezone.localdate():%d.%m.%Y}", mode=Mode.UPDATE).tally.updated == 1
    assert Donor.objects.get().consents == ["sms"]
    assert import_(by, tmp_path, "Ali Can;;;0500 111 22 33;hayır;", mode=Mode.UPDATE).tally.updated == 1
    assert Donor.objects.get().consents == []


def test_who_may_not_import_does_not(make_user):
    with pytest.raises(PermissionDenied):
        DonorImporter(by=make_user("staff"))
