"""Opening tasks, what the database refuses, and who sees and does what."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kafkasder.core.days import today
from tasks import policy, services
from tasks.models import Task

from .rows import make_task

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"title": "  ab  "}, {"title": "abc"}),
        ({"description": "a" * 1001}, {"description": "a" * 1000}),
        ({"priority": "soon"}, {"priority": "urgent"}),
        ({"due_time": time(9)}, {"due_time": time(9), "due_on": date(2030, 1, 1)}),
        ({"repeat": "FREQ=WEEKLY"}, {"repeat": "FREQ=WEEKLY", "due_on": date(2030, 1, 1)}),
        ({"tags": ["Işık", "isik"]}, {"tags": ["Işık", "ışıklar"]}),
        ({"tags": [f"e{number}" for number in range(11)]}, {"tags": [f"e{number}" for number in range(10)]}),
        ({"tags": ["a/b"]}, {"tags": ["Ağrı-1 _x"]}),
        ({"tags": ["[a"]}, {"tags": ["a"]}),
        ({"tags": [" a"]}, {"tags": ["a b"]}),
        ({"reference_kind": "household"}, {"reference_kind": "household", "reference_pk": 1}),
        ({"state": "completed"}, {"state": "in_progress"}),
        ({"state": "cancelled"}, {"state": "cancelled", "state_reason": "Gerek kalmadı."}),
    ],
)
def test_the_database_holds_the_rules(wrong, right):
    task = make_task()
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**wrong)
    Task.objects.filter(pk=task.pk).update(**right)


def test_a_new_task_is_for_today_or_later(make_user):
    staff = make_user("staff")
    with pytest.raises(ValidationError):
        services.create_task(task=Task(title="Geçmiş", due_on=today() - timedelta(days=1)), by=staff)
    assert services.create_task(task=Task(title="Bugün", due_on=today()), by=staff).pk


def test_each_role_sees_its_own(make_user):
    volunteer, staff = make_user("volunteer"), make_user("staff")
    own, given, followed, called, foreign = (make_task(title=f"Görev {number}") for number in range(5))
    Task.objects.filter(pk=own.pk).update(created_by=volunteer)
    services.assign(task=given, responsible=volunteer, by=staff)
    services.follow(task=followed, by=staff)
    followed.followings.update(user=volunteer)
    comment = services.write_comment(task=called, text="bakar mısın", by=staff)
    comment.mentions.add(volunteer)
    assert set(Task.objects.visible_to(volunteer)) == {own, given, followed, called}
    assert set(Task.objects.visible_to(make_user("accounting"))) == set()
    assert set(Task.objects.visible_to(make_user("auditor"))) == {own, given, followed, called, foreign}


def test_who_may_do_what(make_user):
    volunteer, staff, auditor = make_user("volunteer"), make_user("staff"), make_user("auditor")
    task = make_task(by=staff)
    services.assign(task=task, responsible=volunteer, by=staff)
    task.refresh_from_db()
    assert not policy.can_change(volunteer, task)  # what it is about is its creator's to say
    assert policy.can_work(volunteer, task)
    assert not policy.can_work(auditor, task)
    assert not policy.can_comment(auditor, task)
    assert not policy.can_assign(volunteer, task, staff)
    assert not policy.can_assign(staff, task, auditor)
    with pytest.raises(PermissionDenied):
        services.change_state(task=make_task(), target="in_progress", by=volunteer)


def test_a_volunteer_opens_tasks_for_themselves_only(make_user):
    volunteer = make_user("volunteer")
    with pytest.raises(ValidationError):
        services.create_task(task=Task(title="Sen yap", responsible=make_user("staff")), by=volunteer)
    task = services.create_task(task=Task(title="Ben yaparım", responsible=volunteer), by=volunteer)
    assert task.read_at


def test_the_read_mark_is_the_responsibles(make_user):
    staff, other = make_user("staff"), make_user("staff")
    task = services.assign(task=make_task(by=staff), responsible=other, by=staff)
    assert services.mark_read(task=task, by=staff).read_at is None
    assert services.mark_read(task=task, by=other).read_at
    assert services.assign(task=task, responsible=make_user("staff"), by=staff).read_at is None


def test_a_mention_calls_those_who_see_the_task(make_user):
    staff, stranger = make_user("staff", full_name="Ayşe Yıl"), make_user("volunteer", full_name="Ali Can")
    other = make_user("board", full_name="Ayşe Yıl Demir")
    comment = services.write_comment(task=make_task(by=staff), text="@ayse yil demir ve @Ali Can bakın", by=staff)
    assert list(comment.mentions.all()) == [other]
    assert list(comment.task.followers.all()) == [other]
    services.edit_comment(comment=comment, text="@Ayşe Yıl, sen bak", by=staff)
    assert list(comment.mentions.all()) == [staff]
    assert stranger not in comment.task.followers.all()


def test_a_withdrawn_comment_keeps_no_words_and_stays_withdrawn(make_user):
    staff = make_user("staff")
    comment = services.write_comment(task=make_task(by=staff), text="yanlış", by=staff)
    with pytest.raises(PermissionDenied):
        services.edit_comment(comment=comment, text="başkası", by=make_user("admin"))
    assert services.withdraw_comment(comment=comment, by=staff).text == ""
    with pytest.raises(PermissionDenied):
        services.edit_comment(comment=comment, text="yine", by=staff)


def test_search_knows_turkish_letters_and_tags(make_user):
    light = make_task(title="IĞDIR ziyareti", tags=["Gıda Kolisi"])
    make_task(title="Başka")
    assert list(Task.objects.search("ığdır")) == [light]
    assert list(Task.objects.search("gida kolisi")) == [light]
    assert list(Task.objects.search("gıda")) == []
