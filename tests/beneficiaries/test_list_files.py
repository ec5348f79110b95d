"""The files of the lists hold the rows of all their pages, and the numbers of people for a reason only."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from accounts.models import AuditEntry
from beneficiaries.models import BankAccount, Household
from tests.factories import make_household, make_person, make_user

from .rows import pages

pytestmark = pytest.mark.django_db

IDENTITY_NUMBER = "10000000146"


class TestFiles:
    def rows_of_csv(self, client: Client, path: str, **asked: Any) -> list[dict[str, str]]:
        response = client.post(path, {"form": "csv", **asked})
        assert response.status_code == 200, response.headers
        content = b"".join(response.streaming_content)
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))

    def test_a_file_holds_the_rows_of_all_pages_in_their_order(self, client: Client, staff: Any) -> None:
        homes = [make_household(province_id=34) for _number in range(30)]
        make_household(province_id=6)
        query = "?province=34&sort=file_number"
        expected = list(Household.objects.in_bulk(pages(client, f"/haneler/{query}")).values())
        assert {home.pk for home in expected} == {home.pk for home in homes}
        rows = self.rows_of_csv(client, f"/haneler/disa-aktar/{query}")
        assert [row["Dosya no"] for row in rows] == sorted(home.file_number for home in homes)

    def test_both_forms_hold_the_same(self, client: Client, staff: Any) -> None:
        make_person(first_name="Işıl", last_name="Çağ", birth_year=1980)
        make_person(first_name="=1+1", last_name="İş")
        from_csv = self.rows_of_csv(client, "/kisiler/disa-aktar/")
        response = client.post("/kisiler/disa-aktar/", {"form": "xlsx"})
        book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
        heading, *rows = book.get_sheet_by_index(0).to_python()
        assert heading == list(from_csv[0])
        assert [row[0] for row in rows] == ["=1+1 İş", "Işıl Çağ"]
        assert [row["Ad soyad"] for row in from_csv] == ["'=1+1 İş", "Işıl Çağ"]

    def test_numbers_of_people_are_masked_unless_asked_for_with_a_reason(self, client: Client, staff: Any) -> None:
        person = make_person(identity_number=IDENTITY_NUMBER, phone="+905321112233")
        BankAccount.objects.create(household=person.household, person=person, iban="TR330006100519786457841326")
        masked = self.rows_of_csv(client, "/kisiler/disa-aktar/", everything="1")[0]
        assert (masked["Kimlik no"], masked["Telefon"]) == ("100******46", "0532 *** ** 33")
        assert masked["IBAN"] == "TR** **** **** 1326"
        clear = self.rows_of_csv(client, "/kisiler/disa-aktar/", everything="1", revealed="1", reason="Valilik istedi")[
            0
        ]
        assert (clear["Kimlik no"], clear["Telefon"]) == (IDENTITY_NUMBER, "0532 111 22 33")
        assert clear["IBAN"] == "TR33 0006 1005 1978 6457 8413 26"
        assert AuditEntry.objects.filter(action="export", reason="Valilik istedi").exists()

    def test_clear_numbers_need_a_reason_and_the_verb(self, client: Client, staff: Any) -> None:
        assert client.post("/kisiler/disa-aktar/", {"form": "csv", "revealed": "1"}).status_code == 302
        assert not AuditEntry.objects.filter(action="export").exists()

    def test_an_export_is_recorded_with_its_filter_and_count(self, client: Client, staff: Any) -> None:
        make_person(nationality="SY")
        make_person()
        self.rows_of_csv(client, "/kisiler/disa-aktar/?nationality=SY")
        entry = AuditEntry.objects.get(action="export")
        assert entry.actor_id == staff.pk
        assert entry.table_name == "beneficiaries_beneficiary"
        assert entry.changes["rows"] == [None, 1]
        assert entry.changes["address"] == [None, "/kisiler/?nationality=SY"]

    def test_a_volunteers_colleague_exports_only_what_is_visible(self, client: Client) -> None:
        from django.contrib.auth.models import Permission

        user = make_user("volunteer")
        user.user_permissions.add(Permission.objects.get(codename="export_beneficiaries"))
        mine = make_household(assigned_to=user)
        make_household()
        client.force_login(user)
        assert [row["Dosya no"] for row in self.rows_of_csv(client, "/haneler/disa-aktar/")] == [mine.file_number]

    def test_more_than_a_sheet_holds_is_refused_as_a_sheet(
        self, client: Client, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_household()
        monkeypatch.setattr("kafkasder.core.lists.forms.MOST_ROWS_OF_A_SHEET", 0)
        assert client.post("/haneler/disa-aktar/", {"form": "xlsx"}).status_code == 302
        assert len(self.rows_of_csv(client, "/haneler/disa-aktar/")) == 1

    def test_the_name_says_what_and_when(self, client: Client, staff: Any) -> None:
        response = client.post("/haneler/disa-aktar/", {"form": "xlsx"})
        assert re.search(r'filename="haneler-\d{4}-\d\d-\d\d\.xlsx"', response.headers["Content-Disposition"])
        response.close()
