"""Two people in one form: what each of them gets, on the page and in the database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from beneficiaries.models import BudgetLine, Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(as_role: Any) -> Client:
    return as_role("board", full_name="Zeynep Koç")


@pytest.fixture
def household(make_household: Any) -> Household:
    return make_household(neighbourhood="Hunat", housing="rented", notes="eski", phone="+905339876543")


def edit_url(household: Household) -> str:
    return reverse("beneficiaries:household_edit", args=[household.pk])


def opened(client: Client, household: Household) -> str:
    return client.get(edit_url(household)).content.decode()


def test_changes_of_different_fields_are_both_kept_and_told(
    clerk: Client, other: Client, household: Household, filled: Any
) -> None:
    mine, theirs = opened(clerk, household), opened(other, household)
    other.post(edit_url(household), filled(theirs, neighbourhood="Fatih"))
    answer = clerk.post(edit_url(household), filled(mine, notes="yeni"), follow=True)
    household.refresh_from_db()
    assert (household.neighbourhood, household.notes) == ("Fatih", "yeni")
    assert "onun değerleri korundu: Mahalle" in answer.content.decode()


def test_a_clash_shows_both_values_and_who_and_loses_nothing(
    clerk: Client, other: Client, household: Household, filled: Any
) -> None:
    mine, theirs = opened(clerk, household), opened(other, household)
    other.post(edit_url(household), filled(theirs, neighbourhood="Fatih", housing="tent"))
    answer = clerk.post(edit_url(household), filled(mine, neighbourhood="Selçuk", notes="yeni"))
    html = answer.content.decode()
    household.refresh_from_db()
    assert answer.status_code == 422
    assert (household.neighbourhood, household.notes) == ("Fatih", "eski")
    for shown in ("Onların değeri", "Fatih", "Zeynep Koç", "Sizin değeriniz", "Selçuk", "yeni", "Konut"):
        assert shown in html


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Selçuk"), ("theirs", "Fatih")])
def test_a_clash_is_decided(
    clerk: Client, other: Client, household: Household, filled: Any, choice: str, kept: str
) -> None:
    mine, theirs = opened(clerk, household), opened(other, household)
    other.post(edit_url(household), filled(theirs, neighbourhood="Fatih", housing="tent"))
    clash = clerk.post(edit_url(household), filled(mine, neighbourhood="Selçuk", notes="yeni")).content.decode()
    decided = filled(clash, **{"choice-neighbourhood": choice})
    assert clerk.post(edit_url(household), decided).status_code == 302
    household.refresh_from_db()
    assert (household.neighbourhood, household.notes, household.housing) == (kept, "yeni", "tent")


def test_a_change_during_the_decision_is_put_again(
    clerk: Client, other: Client, household: Household, filled: Any
) -> None:
    mine, theirs = opened(clerk, household), opened(other, household)
    other.post(edit_url(household), filled(theirs, neighbourhood="Fatih"))
    clash = clerk.post(edit_url(household), filled(mine, neighbourhood="Selçuk")).content.decode()
    other.post(edit_url(household), filled(opened(other, household), neighbourhood="Erkilet"))
    again = clerk.post(edit_url(household), filled(clash, **{"choice-neighbourhood": "mine"}))
    household.refresh_from_db()
    assert (again.status_code, household.neighbourhood) == (422, "Erkilet")
    assert "Erkilet" in again.content.decode()


def test_province_and_district_are_one_decision(
    clerk: Client, other: Client, household: Household, filled: Any
) -> None:
    """Merged one by one they could end as a district of another province."""
    from beneficiaries.models import District

    Household.objects.filter(pk=household.pk).update(province=38)
    kayseri, ankara = (District.objects.filter(province=plate).first() for plate in (38, 6))
    mine, theirs = opened(clerk, household), opened(other, household)
    other.post(edit_url(household), filled(theirs, province="6", district=str(ankara.pk)))
    answer = clerk.post(edit_url(household), filled(mine, district=str(kayseri.pk)))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f"Ankara / {ankara}" in html
    assert f"Kayseri / {kayseri}" in html


def test_a_clash_over_a_masked_value_stays_masked(
    clerk: Client, other: Client, household: Household, filled: Any
) -> None:
    mine, theirs = opened(clerk, household), opened(other, household)
    other.post(edit_url(household), filled(theirs, phone="0533 111 22 33"))
    html = clerk.post(edit_url(household), filled(mine, phone="0533 444 55 66")).content.decode()
    assert "0533 *** ** 33" in html
    assert "111 22" not in html


def test_budgets_clash_as_a_whole(clerk: Client, other: Client, household: Household, filled: Any) -> None:
    BudgetLine.objects.create(household=household, kind="income", source="wage", amount=100)
    mine, theirs = opened(clerk, household), opened(other, household)
    other.post(edit_url(household), filled(theirs, **{"incomes-0-amount": "200"}))
    clash = clerk.post(edit_url(household), filled(mine, **{"incomes-0-amount": "300", "notes": "yeni"}))
    html = clash.content.decode()
    assert clash.status_code == 422
    assert "Maaş/ücret 200,00" in html
    assert "Maaş/ücret 300,00" in html
    clerk.post(edit_url(household), filled(html, **{"choice-incomes": "mine"}))
    assert household.budget_lines.get().amount == 300


@pytest.mark.parametrize("stamp", ["", "uydurma"])
def test_a_forged_stamp_saves_nothing(clerk: Client, household: Household, filled: Any, stamp: str) -> None:
    answer = clerk.post(edit_url(household), filled(opened(clerk, household), notes="yeni", stamp=stamp))
    household.refresh_from_db()
    assert (answer.status_code, household.notes) == (422, "eski")


def test_a_person_has_the_same_guard(clerk: Client, other: Client, make_person: Any, filled: Any) -> None:
    person = make_person(occupation="Terzi")
    edit = reverse("beneficiaries:person_edit", args=[person.pk])
    mine, theirs = (client.get(edit).content.decode() for client in (clerk, other))
    other.post(edit, filled(theirs, occupation="Aşçı", father_name="Ali"))
    answer = clerk.post(edit, filled(mine, occupation="Berber"))
    assert answer.status_code == 422
    assert "Aşçı" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_the_same_moment_do_not_overwrite_each_other(
    as_role: Any, make_household: Any, filled: Any
) -> None:
    """On two real connections: the lock lets one pass, the other meets a clash."""
    household = make_household(neighbourhood="Hunat")
    clients = [as_role("staff"), as_role("staff")]
    forms = [filled(opened(client, household), neighbourhood=name) for client, name in zip(clients, "AB", strict=True)]
    start = Barrier(2)

    def save(client: Client, data: dict[str, Any]) -> Callable[[], int]:
        def run() -> int:
            start.wait()
            try:
                return client.post(edit_url(household), data).status_code
            finally:
                connection.close()

        return run

    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(save(client, data)) for client, data in zip(clients, forms, strict=True)]
        statuses = [job.result() for job in jobs]
    assert sorted(statuses) == [302, 422]
    household.refresh_from_db()
    assert household.neighbourhood == "AB"[statuses.index(302)]


@pytest.mark.django_db(transaction=True)
def test_one_identity_number_is_registered_once_also_at_the_same_moment(as_role: Any, make_household: Any) -> None:
    """Both find nobody and save; the constraint has the last word and speaks in the form."""
    from unittest import mock

    household = make_household(head={})
    address = reverse("beneficiaries:member_create", args=[household.pk])
    data = {
        "first_name": "Ayşe",
        "last_name": "Yılmaz",
        "identity_number": "10000000146",
        "nationality": "TR",
        "legal_status": "citizen",
        "relation": "spouse",
    }
    with mock.patch("beneficiaries.forms.person.find_duplicates", return_value=[]):
        statuses = [as_role("staff").post(address, data) for _ in range(2)]
    assert [answer.status_code for answer in statuses] == [302, 422]
    assert "Bu kişi zaten kayıtlı." in statuses[1].content.decode()
