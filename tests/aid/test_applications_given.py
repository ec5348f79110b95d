"""Whoever is told of many applications at once, given to them or decided, is told once, and is led to them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aid import kinds, services
from aid.models import AidApplication
from notifications.models import WorkflowNotification

from ..factories import make_user
from . import rows
from .clients import address, client_of

pytestmark = pytest.mark.django_db


def told(person: Any) -> list[WorkflowNotification]:
    return list(WorkflowNotification.objects.filter(kind=kinds.ASSIGNED, recipient=person).order_by("pk"))


def give(clerk: Any, person: Any, *applications: AidApplication) -> Any:
    picked = "&".join(f"row={each.pk}" for each in applications)
    url = f"{address('application_bulk', 'sorumlu')}?{picked}"
    return clerk.post(url, {"assigned_to": person.pk if person else ""}, follow=True)


def test_many_that_are_given_to_somebody_are_told_of_in_one_notification() -> None:
    applications = [rows.make_application() for _number in range(3)]
    mine = rows.make_application(assigned_to=(person := make_user("staff")))
    clerk = client_of("staff")
    page = give(clerk, person, *applications, mine)
    (note,) = told(person)
    assert note.title == "3 başvuru size verildi"
    reader = client_of("staff")
    reader.force_login(person)
    listed = reader.get(reverse("notifications:list")).content.decode()
    assert "Bana verilen açık başvurular" in listed
    answer = reader.post(reverse("notifications:open", args=[note.pk]))
    assert answer["Location"] == f"{address('application_list')}?assigned=me&open=open"
    found = reader.get(answer["Location"], follow=True).content.decode()
    assert all(each.number in found for each in [*applications, mine])
    assert "3 başvuru değiştirildi" in page.content.decode()


def test_giving_them_to_oneself_or_to_nobody_tells_nobody() -> None:
    application = rows.make_application(assigned_to=(person := make_user("staff")))
    clerk = client_of("staff")
    give(clerk, clerk.user, application)  # type: ignore[attr-defined]
    give(clerk, None, application)
    assert told(clerk.user) == told(person) == []  # type: ignore[attr-defined]


def test_taking_it_back_takes_the_news_back_and_nobody_elses() -> None:
    first, second = make_user("staff"), make_user("staff")
    clerk, other = client_of("staff"), client_of("staff")
    give(clerk, first, rows.make_application(), rows.make_application())
    give(clerk, second, rows.make_application())
    act = told(first)[0].metadata["act"]
    services.undo_change_of_applications(request_id=act, by=other.user)  # type: ignore[attr-defined]
    assert told(first)
    services.undo_change_of_applications(request_id=act, by=clerk.user)  # type: ignore[attr-defined]
    assert (told(first), len(told(second))) == ([], 1)


def test_many_decided_at_once_are_told_together_and_few_one_by_one() -> None:
    clerk, other, board = make_user("staff"), make_user("staff"), make_user("board")
    several = [rows.make_application("in_review", by=clerk) for _number in range(5)]
    few = [rows.make_application("in_review", by=other) for _number in range(2)]
    WorkflowNotification.objects.all().delete()
    services.decide_many(applications=[*several, *few], kind="approved", reason="Uygun", by=board)
    notes = WorkflowNotification.objects.filter(kind="aid.decided").order_by("pk")
    assert [note.title for note in notes.filter(recipient=clerk)] == ["5 başvurunuza karar verildi: Onaylandı"]
    assert {note.title for note in notes.filter(recipient=other)} == {f"{each.number}: Onaylandı" for each in few}
    reader = Client()
    reader.force_login(clerk)
    answer = reader.post(reverse("notifications:open", args=[notes.get(recipient=clerk).pk]))
    page = reader.get(answer["Location"], follow=True).content.decode()
    assert all(each.number in page for each in several)


def test_priority_alone_tells_nobody() -> None:
    application = rows.make_application(assigned_to=(person := make_user("staff")))
    services.change_applications(
        applications=AidApplication.objects.filter(pk=application.pk), by=make_user("staff"), priority="urgent"
    )
    assert told(person) == []
