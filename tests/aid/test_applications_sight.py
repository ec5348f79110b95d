"""Who sees which applications: by id, on lists, boards, in files and elsewhere; and what else they are shown on."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from accounts.models import User
from aid import services
from aid.models import AidApplication
from aid.states import Stage
from beneficiaries.models import Household
from notifications.models import Delivery, WorkflowNotification
from notifications.services import Words, notify

from ..factories import make_household, make_user
from . import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def volunteer(client: Client) -> User:
    user = make_user("volunteer")
    client.force_login(user)
    return user


@pytest.fixture
def theirs(volunteer: User) -> AidApplication:
    return rows.make_application(Stage.REVIEW, household=rows.home(assigned_to=volunteer, head={"first_name": "Ayşe"}))


@pytest.fixture
def foreign() -> AidApplication:
    return rows.make_application(Stage.REVIEW, household=rows.home(head={"first_name": "Zühre"}))


def test_a_volunteer_sees_but_their_own(client: Client, theirs: AidApplication, foreign: AidApplication) -> None:
    organisation = rows.make_application(applicant_type="organisation", applicant_name="Köy Derneği")
    for address in ("/yardim/basvurular/", "/yardim/basvurular/pano/", "/", "/ara/?q=B-2026"):
        html = client.get(address).content.decode()
        assert foreign.number not in html, address
        assert "Zühre" not in html, address
        assert organisation.number not in html, address
    assert theirs.number in client.get("/yardim/basvurular/").content.decode()
    assert theirs.number in client.get("/yardim/basvurular/pano/").content.decode()
    for name in ("detail", "news"):
        extra = ["qrvM3e7_"] if name == "news" else []
        for hidden in (foreign, organisation):
            assert client.get(reverse(f"aid:application_{name}", args=[hidden.pk, *extra])).status_code == 404
    assert client.post(reverse("aid:application_export"), {"form": "csv"}).status_code == 403


def test_what_others_recorded_is_counted_for_nobody_who_does_not_see_it(
    client: Client, theirs: AidApplication, foreign: AidApplication
) -> None:
    shown = client.get("/").context
    groups = [group for group in shown["groups"] if group.key == "aid"] if "groups" in shown else []
    parts = {each.breakdown.key: each.total for group in groups for each in group.breakdowns}
    charts = {each.chart.key: each.table for group in groups for each in group.charts}
    assert parts["aid.stages"] == 1
    for key in ("aid.months", "aid.kinds"):
        assert sum(row.values[1] for row in charts[key].rows) == 1


def test_somebody_who_writes_only_for_their_own_households_reaches_no_others(
    client: Client, volunteer: User, theirs: AidApplication, foreign: AidApplication
) -> None:
    codes = ["record_applications", "review_applications", "decide_aid", "export_aid", "vote_aid"]
    volunteer.user_permissions.set(Permission.objects.filter(codename__in=codes))
    volunteer = User.objects.get(pk=volunteer.pk)
    both = f"?row={theirs.pk}&row={foreign.pk}"
    client.post(f"{reverse('aid:application_bulk', args=['oncelik'])}{both}", {"priority": "urgent"})
    client.post(f"{reverse('aid:application_bulk', args=['oncelik'])}?all=1", {"priority": "urgent"})
    data = {"kind": "rejected", "reject_reason": "duplicate", "reason": "Mükerrer", "whole": "2"}
    client.post(f"{reverse('aid:application_bulk', args=['karar'])}{both}", data)
    foreign.refresh_from_db()
    theirs.refresh_from_db()
    assert (foreign.priority, foreign.stage) == ("normal", Stage.REVIEW)
    assert (theirs.priority, theirs.stage) == ("urgent", Stage.REJECTED)
    export = client.post(reverse("aid:application_export"), {"form": "csv"})
    text = b"".join(export.streaming_content).decode() if export.streaming else ""
    assert foreign.number not in text
    household = foreign.household
    new: dict[str, Any] = {"applicant_type": "person", "household": household.pk, "applied_on": "01.01.2026"}
    new |= {"source": "office", "priority": "normal", "asked-TOTAL_FORMS": "0", "asked-INITIAL_FORMS": "0"}
    assert client.post("/yardim/basvurular/yeni/", new).status_code == 422
    organisation = new | {"applicant_type": "organisation", "applicant_name": "Kurum", "household": ""}
    assert client.post("/yardim/basvurular/yeni/", organisation).status_code == 422
    page = client.get(f"/yardim/basvurular/yeni/?hane={household.pk}").content.decode()
    assert household.file_number not in page


def test_an_export_tells_what_the_list_shows(client: Client, foreign: AidApplication) -> None:
    client.force_login(make_user("auditor"))
    answer = client.post(reverse("aid:application_export"), {"form": "csv", "everything": "on"})
    assert answer.status_code == 200, getattr(answer, "url", "")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert foreign.number in text
    assert "Nakdi yardım" in text


def test_a_household_tells_of_its_applications(client: Client) -> None:
    client.force_login(make_user("staff"))
    household = rows.home(head={"first_name": "Ayşe"})
    application = rows.make_application(Stage.REVIEW, household=household, person=household.head)
    for page in (household.get_absolute_url(), household.head.get_absolute_url()):
        html = client.get(page).content.decode()
        assert application.number in html
        assert f"/yardim/basvurular/yeni/?hane={household.pk}" in html
        assert f"{application.number}: İnceleniyor" in html
    assert "Açık başvuru" in client.get(household.get_absolute_url()).content.decode()
    Household.objects.filter(pk=household.pk).update(status="archived")
    assert "basvurular/yeni" not in client.get(household.get_absolute_url()).content.decode().split("<main")[1]


def test_late_applications_are_told_once_a_day(client: Client) -> None:
    clerk, reviewer = make_user("staff"), make_user("staff")
    mine = rows.make_application(Stage.SUBMITTED, assigned_to=clerk)
    nobodys = rows.make_application(Stage.REVIEW)
    done = rows.make_application(Stage.COMPLETED)
    AidApplication.objects.exclude(pk=done.pk).update(due_on="2026-01-05")
    for _time in range(2):
        services.tell_late()
    told = WorkflowNotification.objects.filter(kind="aid.late").values_list("recipient", "title")
    to_clerk = [title for person, title in told if person == clerk.pk]
    to_reviewer = [title for person, title in told if person == reviewer.pk]
    assert sum(mine.number in title for title in to_clerk) == 1
    assert sum(nobodys.number in title for title in to_reviewer) == 1
    assert not any(mine.number in title for title in to_reviewer)


def test_many_late_applications_are_told_at_once_and_lead_to_their_list(client: Client) -> None:
    """In the panel and by mail; what nobody read of the day before goes, as does what was told one by one once."""
    clerk, reviewer = make_user("staff"), make_user("staff")
    mine = [rows.make_application(Stage.SUBMITTED, assigned_to=clerk) for _number in range(5)]
    nobodys = [rows.make_application(Stage.REVIEW) for _number in range(4)]
    AidApplication.objects.update(due_on="2026-01-05")
    AidApplication.objects.filter(pk=mine[2].pk).update(due_on="2026-01-02")
    WorkflowNotification.objects.all().delete()
    notify(kind="aid.late", to=[clerk], words=lambda: Words("Eskiden birer birer"), about=mine[0])
    for day in ("2027-03-01", "2027-03-02", "2027-03-02"):
        with freeze_time(f"{day} 09:00"):
            services.tell_late()
    told = WorkflowNotification.objects.filter(kind="aid.late", recipient=clerk).order_by("pk")
    assert [note.title for note in told] == [
        "Sorumlusu olduğunuz 5 başvuru aşamasında gecikti",
        "Sorumlusu olmayan 4 başvuru aşamasında gecikti",
    ]
    assert told[0].body.startswith(f"En çok geciken: {mine[2].number}")
    assert Delivery.objects.filter(notification=told[0]).count() == 1
    assert WorkflowNotification.objects.filter(kind="aid.late", recipient=reviewer).count() == 1
    client.force_login(clerk)
    for note, found, others in ((told[0], mine, nobodys), (told[1], nobodys, mine)):
        answer = client.post(reverse("notifications:open", args=[note.pk]))
        page = client.get(answer["Location"], follow=True).content.decode()
        assert all(each.number in page for each in found)
        assert not any(each.number in page for each in others)


def test_an_organisation_phone_is_masked_and_shown_for_a_reason(client: Client) -> None:
    client.force_login(make_user("staff"))
    application = rows.make_application(
        applicant_type="organisation", applicant_name="Köy Derneği", applicant_phone="+905321234567"
    )
    page = client.get(application.get_absolute_url()).content.decode()
    assert "532 123" not in page
    address = reverse("aid:application_reveal", args=[application.pk])
    assert "0532 123 45 67" in client.post(address, {"reason": "Geri aranacak"}).content.decode()


def test_the_board_moves_cards_by_script_and_by_a_small_page(client: Client) -> None:
    client.force_login(make_user("staff"))
    application = rows.make_application(Stage.SUBMITTED)
    address = reverse("aid:application_move", args=[application.pk])

    def drop(state: str) -> Any:
        return client.post(address, {"state": state, "after": ""}, headers={"Accept": "application/json"})

    assert "başvuru tarihine göre" in drop("submitted").json()["said"]
    assert "geçemezsiniz" in drop("approved").json()["said"]
    assert "missing_docs" in drop("missing_docs").json()["ask"]
    assert drop("in_review").json() == {}
    application.refresh_from_db()
    assert application.stage == Stage.REVIEW
    assert client.post(address, {"stage": "missing_docs"}).status_code == 422
    answer = client.post(f"{address}?next=/yardim/basvurular/pano/?q=a", {"stage": "home_visit"})
    assert (answer.status_code, answer.url) == (302, "/yardim/basvurular/pano/?q=a")
    client.force_login(make_user("board"))
    application.refresh_from_db()
    services.change_stage(application=application, target=Stage.COMMITTEE, by=make_user("staff"))
    assert client.post(address, {"stage": "approved"}).url.endswith("/asama/approved/")
    assert "approved" in drop("approved").json()["ask"]


def test_a_household_without_sight_is_no_choice(client: Client, volunteer: User) -> None:
    household = make_household(head={"first_name": "Zühre"})
    people = client.get(f"{reverse('aid:application_people')}?household={household.pk}")
    assert "Zühre" not in people.content.decode()
