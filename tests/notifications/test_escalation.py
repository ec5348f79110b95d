"""What lies unread too long is told to managers, and what nobody needs any more is forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from notifications.models import Delivery, ToldCause, WorkflowNotification
from notifications.own_kinds import ESCALATED
from notifications.services import cleaning, escalation, forget_about, reading, take_back

from ..factories import make_household, make_user
from .rows import a_kind, tell, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind():
    with a_kind(escalate_after=timedelta(hours=4)):
        yield


def test_managers_hear_once_of_what_was_not_read_in_time():
    manager, reader, busy, bystander = make_user("board"), make_user("staff"), make_user("staff"), make_user("staff")
    with freeze_time("2027-03-10 08:00") as clock:
        tell(reader, busy, manager, title="Belge doluyor")
        reading.mark_read(notification=told(reader)[0], by=reader)
        clock.tick(timedelta(hours=3))
        assert escalation.escalate_due() == 0
        clock.tick(timedelta(hours=2))
        assert escalation.escalate_due() == 2
        assert escalation.escalate_due() == 0
    (heard,) = [row for row in told(manager) if row.kind == ESCALATED]
    assert heard.title == f"{busy.full_name} okumadı: Belge doluyor"
    assert not told(bystander)


def test_what_was_read_a_month_ago_is_forgotten_and_what_waits_is_not():
    reader = make_user()
    now = timezone.now()
    for days in (31, 29):
        tell(reader, cause=f"{days}")
        row = told(reader)[-1]
        WorkflowNotification.objects.filter(pk=row.pk).update(state="read", read_at=now - timedelta(days=days))
    tell(reader)
    Delivery.objects.exclude(notification=told(reader)[-1]).update(state="dropped")
    assert cleaning.forget_read() == 1
    assert len(told(reader)) == 2
    assert ToldCause.objects.count() == 2


def test_what_was_told_of_a_mistake_is_taken_back_from_those_who_have_not_read_it():
    reader, quick, household = make_user(), make_user(), make_household()
    tell(reader, quick, about=household)
    reading.mark_read(notification=told(quick)[0], by=quick)
    assert take_back(about=household) == 1
    assert [row.recipient for row in WorkflowNotification.objects.all()] == [quick]


def test_what_was_told_of_a_destroyed_record_goes_with_it():
    household, other = make_household(), make_household()
    tell(make_user(), about=household)
    tell(make_user(), about=other)
    forget_about(kind="household", pk=household.pk)
    assert [row.reference_pk for row in WorkflowNotification.objects.all()] == [other.pk]
