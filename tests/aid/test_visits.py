"""Home visits: planned, written on a phone by whoever was there, and seen by nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, User
from aid import services
from aid.models import HomeVisit
from aid.states import VisitState
from beneficiaries.models import Household
from kafkasder.core.days import today
from notifications.models import WorkflowNotification

from ..factories import make_household, make_user
from . import rows
from .matrix_assessment import make_photo, picture

pytestmark = pytest.mark.django_db

FOUND: dict[str, Any] = {"findings": "İki oda, soba yanıyor.", "advice": "help", "needs": "Yakacak"}


def page(visit: HomeVisit, name: str = "visit_detail", *more: Any) -> str:
    return reverse(f"aid:{name}", args=[visit.pk, *more])


def posted(**given: Any) -> dict[str, Any]:
    return {"visited_on": f"{today():%d.%m.%Y}"} | FOUND | given


@pytest.fixture
def volunteer(client: Client) -> User:
    user = make_user("volunteer")
    client.force_login(user)
    return user


@pytest.fixture
def staff(client: Client) -> User:
    user = make_user("staff")
    client.force_login(user)
    return user


def test_a_visit_is_planned_from_a_household_and_its_visitor_is_told(client: Client, staff: User) -> None:
    household, goer = rows.home(), make_user("volunteer")
    day = today() + timedelta(days=2)
    given = {"planned_for": f"{day:%d.%m.%Y}", "visitor": goer.pk}
    assert client.get(reverse("aid:visit_plan", args=[household.pk])).status_code == 200
    answer = client.post(reverse("aid:visit_plan", args=[household.pk]), given)
    visit = HomeVisit.objects.get()
    assert answer.headers["Location"] == page(visit)
    assert (visit.household, visit.visitor, visit.planned_for, visit.application) == (household, goer, day, None)
    assert WorkflowNotification.objects.filter(recipient=goer, kind="aid.visit").exists()


def test_a_visit_of_an_application_names_it(client: Client, staff: User) -> None:
    application = rows.make_application()
    given = {"planned_for": f"{today():%d.%m.%Y}", "visitor": staff.pk}
    client.post(reverse("aid:visit_plan_application", args=[application.pk]), given)
    visit = HomeVisit.objects.get()
    assert (visit.application, visit.household) == (application, application.household)


def test_no_visit_is_planned_to_a_household_in_the_archive(client: Client, staff: User) -> None:
    household = rows.home(status="archived", status_reason="Taşındı")
    given = {"planned_for": f"{today():%d.%m.%Y}", "visitor": staff.pk}
    answer = client.post(reverse("aid:visit_plan", args=[household.pk]), given)
    assert answer.status_code == 422
    assert not HomeVisit.objects.exists()


def test_a_volunteer_writes_their_own_visit(client: Client, volunteer: User) -> None:
    visit = rows.make_visit(visitor=volunteer)
    assert client.get(page(visit, "visit_write")).status_code == 200
    answer = client.post(page(visit, "visit_write"), posted(people_seen="4", home_state="poor", met="Ayşe Örnek"))
    assert answer.status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.people_seen, visit.home_state) == (VisitState.DONE, 4, "poor")
    assert f'data-draft-sent="visit-{visit.pk}-{volunteer.pk}"' in client.get(page(visit)).content.decode()
    assert client.get(page(visit, "visit_write")).status_code == 403  # written once


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"visited_on": f"{today() + timedelta(days=1):%d.%m.%Y}"}, "visited_on"),
        ({"findings": " "}, "findings"),
        ({"advice": ""}, "advice"),
        ({"people_seen": "-1"}, "people_seen"),
    ],
)
def test_what_is_wrong_is_sent_back_with_all_that_was_typed(
    client: Client, volunteer: User, change: dict[str, str], field: str
) -> None:
    visit = rows.make_visit(visitor=volunteer)
    answer = client.post(page(visit, "visit_write"), posted(**change))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert "Yakacak" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.state == VisitState.PLANNED


def test_the_household_of_a_visitor_stays_closed_to_them(client: Client, volunteer: User) -> None:
    household = rows.home(neighbourhood="Hunat", address="Gül Sok. 5", phone="+905321234567")
    visit = rows.make_visit(household, volunteer)
    told = client.get(page(visit)).content.decode()
    assert "Gül Sok. 5" in told
    assert "532 123 45 67" not in told
    assert household.get_absolute_url() not in told
    assert client.get(household.get_absolute_url()).status_code == 404
    services.write_visit(visit=visit, visited_on=today(), by=volunteer, **FOUND)
    assert "Gül Sok. 5" not in client.get(page(visit)).content.decode()  # there is no way to find any more
    Household.objects.filter(pk=household.pk).update(assigned_to=volunteer)
    assert "Gül Sok. 5" in client.get(page(visit)).content.decode()


def test_another_ones_visit_is_not_there(client: Client, volunteer: User) -> None:
    visit = rows.make_visit()
    photo = make_photo(visit)
    for name in ("visit_detail", "visit_write"):
        assert client.get(page(visit, name)).status_code == 404
    assert client.post(page(visit, "visit_write"), posted()).status_code == 404
    assert client.post(page(visit, "visit_paper")).status_code == 404
    assert client.get(reverse("aid:visit_photo", args=[photo.pk])).status_code == 404
    assert client.post(reverse("aid:visit_photo_open", args=[photo.pk])).status_code == 404
    assert client.post(reverse("aid:visit_photo_remove", args=[photo.pk])).status_code == 404
    assert str(visit.household.file_number) not in client.get(reverse("aid:visit_list")).content.decode()
    with pytest.raises(PermissionDenied):
        services.write_visit(visit=visit, visited_on=today(), by=volunteer, **FOUND)


def test_a_reader_of_all_visits_writes_none(client: Client) -> None:
    visit = rows.make_visit()
    for role in ("auditor", "accounting"):
        client.force_login(make_user(role))
        assert client.get(page(visit)).status_code == 200
        assert client.post(page(visit, "visit_write"), posted()).status_code == 403
        assert client.post(page(visit, "visit_photos"), {"camera": [picture()]}).status_code == 403


def test_states_are_not_jumped(client: Client, staff: User) -> None:
    visit = rows.make_visit()
    services.cancel_visit(visit=visit, by=staff, reason="Kimse yoktu")
    for target in ("done", "planned", "cancelled", "nonsense"):
        assert client.post(page(visit, "visit_state", target), {"reason": "x"}).status_code in (404, 409, 422)
    with pytest.raises(PermissionDenied):
        services.write_visit(visit=visit, visited_on=today(), by=staff, **FOUND)
    with pytest.raises(IntegrityError, match="visit_done_is_written_down"), transaction.atomic():
        HomeVisit.objects.update(state="done")
    visit.refresh_from_db()
    assert visit.state == VisitState.CANCELLED


def test_a_visitor_calls_a_visit_off_and_does_not_give_it_to_others(client: Client, volunteer: User) -> None:
    visit = rows.make_visit(visitor=volunteer)
    assert client.get(page(visit, "visit_edit")).status_code == 403
    with pytest.raises(PermissionDenied):
        services.plan_visit(visit=visit, by=volunteer)
    assert client.post(page(visit, "visit_state", "cancelled"), {"reason": ""}).status_code == 422
    assert client.post(page(visit, "visit_state", "cancelled"), {"reason": "Evde yoklar"}).status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.state_reason) == (VisitState.CANCELLED, "Evde yoklar")


def test_the_list_tells_what_is_late_and_what_is_mine(client: Client, staff: User) -> None:
    late = rows.make_visit()
    HomeVisit.objects.filter(pk=late.pk).update(planned_for=today() - timedelta(days=3))
    mine = rows.make_visit(visitor=staff)
    done = rows.make_visit()
    services.write_visit(visit=done, visited_on=today(), by=make_user("staff"), **FOUND)
    for query, visit in ((f"visitor={staff.pk}", mine), ("when=late", late), ("when=done", done)):
        found = client.get(f"{reverse('aid:visit_list')}?{query}").context["listing"].objects
        assert [row.pk for row in found] == [visit.pk], query


def test_the_list_asks_as_much_for_many_as_for_one(client: Client, staff: User, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rows.make_visit()
    address = client.get(reverse("aid:visit_list")).headers.get("Location", reverse("aid:visit_list"))
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _number in range(4):
        rows.make_visit(make_household(head={"first_name": "Ayşe"}, status="active"))
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_the_file_of_visits_is_for_those_who_may_export(client: Client, staff: User) -> None:
    visit = rows.make_visit()
    services.write_visit(visit=visit, visited_on=today(), by=staff, **FOUND)
    rows.make_visit()
    answer = client.post(f"{reverse('aid:visit_export')}?when=done", {"form": "csv", "everything": "1"})
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "soba yanıyor" in told
    assert len(told.splitlines()) == 2


def test_the_report_is_a_file_of_the_history(client: Client, staff: User) -> None:
    visit = rows.make_visit()
    answer = client.post(page(visit, "visit_paper"))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    entry = AuditEntry.objects.get(action="export", table_name="aid_homevisit")
    assert entry.row_pk == str(visit.pk)


def test_the_form_follows_the_walk_and_keeps_a_draft(client: Client, volunteer: User) -> None:
    visit = rows.make_visit(visitor=volunteer)
    told = client.get(page(visit, "visit_write")).content.decode()
    form = told[told.index('data-draft="') :]
    names = [name for name in dict.fromkeys(re.findall(r'name="([a-z_]+)"', form)) if name != "csrfmiddlewaretoken"]
    wanted = ["visited_on", "met", "people_seen", "home_state", "findings", "needs", "camera", "album", "advice"]
    assert [name for name in names if name in wanted] == wanted
    assert 'capture="environment"' in form


def test_words_and_photos_do_not_wait_for_each_other(client: Client, volunteer: User) -> None:
    visit = rows.make_visit(visitor=volunteer)
    answer = client.post(page(visit, "visit_write"), posted(findings="", camera=[picture("a.jpg"), picture("b.jpg")]))
    assert answer.status_code == 422
    assert visit.photos.count() == 2
    client.post(page(visit, "visit_write"), posted(album=[picture("c.jpg")]))
    visit.refresh_from_db()
    assert (visit.state, visit.photos.count()) == (VisitState.DONE, 3)


def test_a_visit_may_be_planned_once_more_by_those_who_review(client: Client, staff: User) -> None:
    visit = rows.make_visit()
    assert client.get(page(visit, "visit_edit")).status_code == 200
    with pytest.raises(ValidationError, match="Bu hane"):
        services.plan_visit(
            visit=HomeVisit(
                household=rows.home(status="archived", status_reason="Taşındı"), planned_for=today(), visitor=staff
            ),
            by=staff,
        )
