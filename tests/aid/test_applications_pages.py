"""The pages of applications: what they show, at which cost, and what a browser's form does."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from aid import boards, services
from aid.models import AidApplication, AskedDocument
from aid.states import Stage

from ..factories import make_person, make_user
from ..pages import filled
from . import rows

pytestmark = pytest.mark.django_db

LIST, BOARD, NEW = "/yardim/basvurular/", "/yardim/basvurular/pano/", "/yardim/basvurular/yeni/"


@pytest.fixture
def staff(client: Client) -> User:
    user = make_user("staff")
    client.force_login(user)
    return user


def page(client: Client, address: Any) -> str:
    response = client.get(address if isinstance(address, str) else address.get_absolute_url())
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def numbers(client: Client, query: str) -> set[str]:
    response = client.get(f"{LIST}{query}", follow=True)
    return {application.number for application in response.context["listing"].objects}


@pytest.mark.parametrize("address", [LIST, BOARD])
def test_many_applications_cost_as_many_queries_as_one(client: Client, staff: User, address: str) -> None:
    def add() -> None:
        household = rows.home(head={"first_name": "Ayşe"})
        rows.make_application(Stage.REVIEW, household=household, assigned_to=staff)
        rows.make_application(Stage.COMPLETED, household=household, priority="urgent")
        organisation = rows.make_application(applicant_type="organisation", applicant_name="Köy Derneği")
        rows.ask(organisation, kind="food", quantity=Decimal(10), unit="package", amount=None)

    add()
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(one) == len(three) <= 14


def test_the_list_is_narrowed_by_all_that_people_ask_for(client: Client, staff: User) -> None:
    late = rows.make_application(Stage.SUBMITTED, source="phone", assigned_to=staff, priority="high")
    AidApplication.objects.filter(pk=late.pk).update(due_on="2026-01-01", points=42)
    done = rows.make_application(Stage.COMPLETED)
    other = rows.make_application(Stage.WAITING, asked=False)
    rows.ask(other, kind="food", quantity=Decimal(2), unit="package", amount=None)
    for query in (
        "?late=late",
        "?source=phone",
        "?assigned=me",
        "?priority=high",
        "?points_min=40",
        "?stage=submitted",
    ):
        assert numbers(client, query) == {late.number}, query
    assert numbers(client, "?open=closed") == {done.number}
    assert numbers(client, "?kind=food") == {other.number}
    assert numbers(client, "?group=under_review") == {late.number, other.number}
    assert numbers(client, f"?q={done.number}") == {done.number}
    assert numbers(client, f"?q={late.household.file_number}") == {late.number}


def test_the_board_shows_the_newest_of_each_stage_and_more_on_demand(
    client: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "SHOWN", 1)
    first, second = rows.make_application(), rows.make_application()
    rejected = rows.make_application(Stage.REJECTED)
    columns = {column.stage: column for column in client.get(BOARD).context["columns"]}
    assert [card.pk for card in columns[Stage.DRAFT].cards] == [second.pk]
    assert (columns[Stage.DRAFT].total, columns[Stage.DRAFT].left) == (2, 1)
    assert [card.pk for card in columns[Stage.REJECTED].cards] == [rejected.pk]
    more = {column.stage: column for column in client.get(columns[Stage.DRAFT].more_url).context["columns"]}
    assert [card.pk for card in more[Stage.DRAFT].cards] == [second.pk, first.pk]
    narrowed = client.get(f"{BOARD}?q={first.number}").context["columns"]
    assert [column.total for column in narrowed if column.total] == [1]


def test_the_tabs_keep_what_the_address_asks_for(client: Client, staff: User) -> None:
    assert f'href="{BOARD}?priority=high"' in page(client, f"{LIST}?priority=high")
    assert f'href="{LIST}?priority=high"' in page(client, f"{BOARD}?priority=high")


def test_an_application_is_recorded_with_what_it_asks_for(client: Client, staff: User) -> None:
    household = rows.home(head={"first_name": "Ayşe", "last_name": "Kaya"})
    html = page(client, f"{NEW}?hane={household.pk}")
    assert "Ayşe Kaya" in html
    given = {
        "household": household.pk,
        "person": household.head_id,
        "asked-0-kind": "rent",
        "asked-0-amount": "4.500,00",
        "asked-0-frequency": "monthly",
        "asked-0-times": "6",
        "asked-1-kind": "food",
        "asked-1-quantity": "2",
        "asked-1-unit": "package",
        "submit": "1",
    }
    response = client.post(NEW, filled(html, **given))
    assert response.status_code == 302, response.context["form"].errors
    application = AidApplication.objects.get()
    assert (application.stage, application.created_by, application.writers) == (Stage.SUBMITTED, staff, [staff.pk])
    assert application.person == household.head
    assert {(each.kind, each.amount, each.quantity, each.times) for each in application.asked.all()} == {
        ("rent", Decimal(4500), None, 6),
        ("food", None, Decimal(2), 1),
    }
    shown = page(client, application)
    assert "₺4.500,00" in shown or "4.500,00" in shown
    assert "Ayşe Kaya" in shown


def test_what_a_new_application_lacks_is_said_beside_its_field(client: Client, staff: User) -> None:
    html = page(client, NEW)
    assert "Başvuran haneyi bulup seçin" in client.post(NEW, filled(html)).content.decode()
    organisation = filled(html, applicant_type="organisation")
    assert "Başvuran kurumun adını yazın" in client.post(NEW, organisation).content.decode()
    line = {"household": rows.home().pk, "asked-0-kind": "food"}
    assert "Tutar ya da miktar yazın" in client.post(NEW, filled(html, **line)).content.decode()
    nothing = {"household": rows.home().pk, "submit": "1"}
    assert "Önce istenen yardımı yazın" in client.post(NEW, filled(html, **nothing)).content.decode()
    assert not AidApplication.objects.exists()


def test_two_editors_of_an_application_meet(client: Client, staff: User) -> None:
    application = rows.make_application(description="İlk")
    address = reverse("aid:application_edit", args=[application.pk])
    html = page(client, address)
    other = AidApplication.objects.get(pk=application.pk)
    other.source = "phone"
    services.save_application(application=other, by=make_user("staff"))
    assert client.post(address, filled(html, description="İkinci")).status_code == 302
    application.refresh_from_db()
    assert (application.description, application.source) == ("İkinci", "phone")
    clash = client.post(address, filled(html, description="Üçüncü"))
    assert clash.status_code == 422
    assert "Siz düzenlerken" in clash.content.decode()


def test_help_is_added_corrected_and_taken_off_on_the_page(client: Client, staff: User) -> None:
    person = make_person(household=(household := rows.home()), first_name="Can")
    application = rows.make_application(household=household, asked=False)
    add = reverse("aid:asked_add", args=[application.pk])
    given = {"kind": "stationery", "person": person.pk, "quantity": "3", "unit": "piece"}
    assert client.post(add, filled(page(client, add), **given)).status_code == 302
    asked = application.asked.get()
    assert (asked.person, asked.quantity) == (person, Decimal(3))
    again = client.post(add, filled(page(client, add), **given))
    assert "zaten var" in again.content.decode()
    edit = reverse("aid:asked_edit", args=[asked.pk])
    wrong = client.post(edit, filled(page(client, edit), kind="food"))
    assert "Bu yardım haneye verilir" in wrong.content.decode()
    assert client.post(edit, filled(page(client, edit), quantity="5")).status_code == 302
    assert application.asked.get().quantity == Decimal(5)
    assert client.post(reverse("aid:asked_remove", args=[asked.pk])).status_code == 302
    assert not application.asked.exists()


def test_papers_are_asked_for_and_come(client: Client, staff: User) -> None:
    application = rows.make_application(Stage.SUBMITTED)
    add = reverse("aid:paper_add", args=[application.pk])
    assert client.post(add, {"kind": "residence"}).status_code == 302
    paper = AskedDocument.objects.get()
    stage = reverse("aid:application_stage", args=[application.pk, "in_review"])
    assert "İstenen evrak henüz gelmedi" in client.post(stage).content.decode()
    for what, came in (("geldi", True), ("gelmedi", False), ("geldi", True)):
        assert client.post(reverse("aid:paper_mark", args=[paper.pk, what])).status_code == 302
        paper.refresh_from_db()
        assert (paper.received_on is not None) is came
    assert client.post(stage).status_code == 302
    assert client.post(reverse("aid:paper_mark", args=[paper.pk, "kaldir"])).status_code == 302
    assert not application.papers.exists()


def test_people_of_the_chosen_household_are_offered(client: Client, staff: User) -> None:
    household = rows.home(head={"first_name": "Ayşe"})
    address = f"{reverse('aid:application_people')}?household="
    assert "Ayşe" in page(client, f"{address}{household.pk}")
    assert "Ayşe" not in page(client, f"{address}{rows.home().pk}")
    assert "Ayşe" not in page(client, f"{address}abc")
