"""Changes to many households at once: to whom, by whom, in the audit trail, and taken back."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEntry
from beneficiaries.models import Household
from tests.factories import make_household, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Any:
    user = make_user("staff")
    client.force_login(user)
    return user


def priorities() -> dict[int, str]:
    return dict(Household.objects.values_list("pk", "priority"))


class TestWhich:
    def test_the_ticked_ones(self, client: Client, staff: Any) -> None:
        ticked, other = make_household(), make_household()
        client.post(f"/haneler/toplu/oncelik/?row={ticked.pk}", {"priority": "urgent"})
        assert priorities() == {ticked.pk: "urgent", other.pk: "normal"}

    def test_all_that_the_list_was_asked_for(self, client: Client, staff: Any) -> None:
        here, there = make_household(province_id=34), make_household(province_id=6)
        archived = make_household(province_id=34, status="archived")
        address = "/haneler/toplu/oncelik/?province=34&status=all&all=1"
        assert "1 hane değişecek" in client.get(address).content.decode()
        response = client.post(address, {"priority": "high"})
        assert response.headers["Location"] == "/haneler/?status=all&province=34"
        assert priorities() == {here.pk: "high", there.pk: "normal", archived.pk: "normal"}

    def test_nobody_reaches_what_they_do_not_see(self, client: Client) -> None:
        from django.contrib.auth.models import Permission

        volunteer = make_user("volunteer")
        volunteer.user_permissions.add(Permission.objects.get(codename="change_household"))
        client.force_login(volunteer)
        mine, other = make_household(assigned_to=volunteer), make_household()
        client.post(f"/haneler/toplu/oncelik/?row={mine.pk}&row={other.pk}&row=x&row=", {"priority": "urgent"})
        assert priorities() == {mine.pk: "urgent", other.pk: "normal"}

    def test_nothing_ticked_changes_nothing(self, client: Client, staff: Any) -> None:
        home = make_household()
        client.post("/haneler/toplu/oncelik/", {"priority": "urgent"})
        assert priorities() == {home.pk: "normal"}


class TestWho:
    def test_readers_have_no_boxes_and_no_page(self, client: Client) -> None:
        make_household()
        client.force_login(make_user("auditor"))
        assert "list-pick" not in client.get("/haneler/").content.decode()
        assert client.post("/haneler/toplu/oncelik/?all=1", {"priority": "urgent"}).status_code == 403

    def test_there_are_no_other_actions(self, client: Client, staff: Any) -> None:
        assert client.get("/haneler/toplu/baska/").status_code == 404

    def test_a_wrong_value_is_refused(self, client: Client, staff: Any) -> None:
        assert client.post("/haneler/toplu/oncelik/?all=1", {"priority": "x"}).status_code == 422


class TestUndo:
    def undo(self, client: Client) -> None:
        number = (
            AuditEntry.objects.filter(action="update", table_name="beneficiaries_household").latest("id").request_id
        )
        client.post(f"/haneler/toplu/geri-al/{number}/")

    def test_each_household_gets_back_what_it_had(self, client: Client, staff: Any) -> None:
        other = make_user("staff")
        homes = [make_household(assigned_to=user) for user in (None, other, staff)]
        client.post("/haneler/toplu/sorumlu/?all=1", {"assigned_to": staff.pk})
        assert set(Household.objects.values_list("assigned_to", flat=True)) == {staff.pk}
        self.undo(client)
        given = dict(Household.objects.values_list("pk", "assigned_to"))
        assert [given[home.pk] for home in homes] == [None, other.pk, staff.pk]

    def test_what_somebody_changed_meanwhile_stays(self, client: Client, staff: Any) -> None:
        first, second = make_household(), make_household()
        client.post("/haneler/toplu/oncelik/?all=1", {"priority": "urgent"})
        Household.objects.filter(pk=second.pk).update(priority="low")
        number = AuditEntry.objects.filter(request_id__gt="").latest("id").request_id
        client.post(f"/haneler/toplu/geri-al/{number}/")
        assert priorities() == {first.pk: "normal", second.pk: "low"}

    def test_only_ones_own(self, client: Client, staff: Any) -> None:
        home = make_household()
        client.post("/haneler/toplu/oncelik/?all=1", {"priority": "urgent"})
        client.force_login(make_user("staff"))
        self.undo(client)
        assert priorities() == {home.pk: "urgent"}

    def test_the_trail_names_who_and_what(self, client: Client, staff: Any) -> None:
        home = make_household()
        client.post("/haneler/toplu/oncelik/?all=1", {"priority": "urgent"})
        entry = AuditEntry.objects.filter(row_pk=str(home.pk), action="update").latest("id")
        assert (entry.actor_id, entry.changes["priority"]) == (staff.pk, ["normal", "urgent"])
