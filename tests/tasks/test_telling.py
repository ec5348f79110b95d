"""Who is told what about tasks."""

from datetime import date, time

import pytest
from freezegun import freeze_time

from notifications.models import WorkflowNotification
from tasks import services

from .rows import make_task

pytestmark = pytest.mark.django_db


def told() -> set[tuple[str, str]]:
    rows = WorkflowNotification.objects.values_list("kind", "recipient__full_name")
    return {(kind.removeprefix("tasks."), name) for kind, name in rows}


def test_each_hears_what_concerns_them_and_nothing_of_their_own(make_user):
    opener, doer = make_user("staff", full_name="Açan"), make_user("volunteer", full_name="Yapan")
    follower, _called = make_user("board", full_name="İzleyen"), make_user("board", full_name="Anılan")
    task = make_task(by=opener, responsible=doer)
    services.follow(task=task, by=follower)
    assert told() == {("assigned", "Yapan")}
    services.change_state(task=task, target="in_progress", by=doer)
    services.write_comment(task=task, text="@Anılan bakar mısın?", by=doer)
    assert told() == {
        ("assigned", "Yapan"),
        ("state", "Açan"),
        ("state", "İzleyen"),
        ("mentioned", "Anılan"),
        ("commented", "Açan"),
        ("commented", "İzleyen"),
    }
    assert "bakar" not in str(list(WorkflowNotification.objects.values_list("title", "body")))


def test_reminders_come_once_for_each_time(make_user):
    doer = make_user("staff", full_name="Yapan")
    soon = make_task(responsible=doer, due_on=date(2028, 1, 1), due_time=time(9))
    make_task(responsible=doer, due_on=date(2028, 1, 2), due_time=time(9), title="Sonra")
    WorkflowNotification.objects.all().delete()
    with freeze_time("2027-12-31 05:00"):  # 08:00 there: a year ends within the day to come
        assert services.remind_of_due() == 0
    with freeze_time("2027-12-31 06:30"):
        assert [services.remind_of_due(), services.remind_of_due(), services.remind_of_late()] == [1, 0, 0]
    with freeze_time("2028-01-01 06:30"):
        assert [services.remind_of_late(), services.remind_of_late()] == [1, 0]
    assert told() == {("due_soon", "Yapan"), ("overdue", "Yapan")}
    soon.refresh_from_db()
    services.change_state(task=soon, target="completed", by=soon.created_by)
    with freeze_time("2028-01-05 06:30"):
        assert services.remind_of_late() == 1  # of the other one


def test_reading_a_task_reads_what_was_told_of_it(make_user):
    doer = make_user("staff")
    task = make_task(responsible=doer)
    services.mark_read(task=task, by=doer)
    assert not WorkflowNotification.objects.unread().filter(recipient=doer).exists()
