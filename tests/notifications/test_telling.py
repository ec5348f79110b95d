"""Telling: with its cause or not at all, once for each cause, in the reader's language, and gathered."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from freezegun import freeze_time

from kafkasder.live.writes import write_of
from notifications.kinds import Channel
from notifications.models import Delivery, Preference, ToldCause, WorkflowNotification

from ..factories import make_household, make_user
from .rows import KIND, a_kind, tell, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind():
    with a_kind():
        yield


def test_each_reads_in_their_own_language():
    turk, briton = make_user(), make_user(language="en")
    assert tell(turk, briton) == 2
    assert [each.title for each in told(turk, briton)] == ["Bildirimler", "Notifications"]


def test_tells_no_deactivated_person_and_not_whoever_did_it():
    gone, actor, reader = make_user(is_active=False), make_user(), make_user()
    assert tell(gone, actor, reader, by=actor) == 1
    assert [each.recipient for each in told(gone, actor, reader)] == [reader]


def test_a_change_that_is_rolled_back_tells_nobody():
    reader = make_user()
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(reader, cause="değişti")
        raise RuntimeError
    assert not told(reader)
    assert tell(reader, cause="değişti") == 1


def test_a_cause_tells_a_person_once():
    reader, other = make_user(), make_user()
    assert [tell(reader, cause="1"), tell(reader, other, cause="1"), tell(reader, cause="2")] == [1, 1, 1]
    assert len(told(reader)) == 2


def test_a_cause_tells_once_even_after_what_was_told_is_gone():
    reader = make_user()
    tell(reader, cause="1")
    WorkflowNotification.objects.all().delete()
    assert tell(reader, cause="1") == 0


@pytest.mark.django_db(transaction=True)
def test_a_cause_tells_a_person_once_when_two_tell_at_the_same_moment():
    readers, start = [make_user() for _ in range(3)], Barrier(4)

    def tell_all(order):
        start.wait()
        tell(*readers[::order], cause="aynı")
        connection.close()

    threads = [Thread(target=tell_all, args=[order]) for order in (1, -1, 1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.recipient_id for each in told(*readers)) == [each.pk for each in readers]


def test_changes_of_one_record_are_gathered_until_they_are_read():
    reader, household = make_user(), make_household()
    for title in ("Birinci", "İkinci"):
        tell(reader, about=household, title=title)
    tell(reader, about=make_household(), title="Başkası")
    first, other = told(reader)
    assert (first.title, first.gathered, other.title) == ("İkinci", 2, "Başkası")
    WorkflowNotification.objects.filter(pk=first.pk).update(state="read", read_at=first.told_at)
    tell(reader, about=household)
    assert len(told(reader)) == 3


def test_what_comes_later_than_the_time_of_gathering_stands_by_itself():
    reader, household = make_user(), make_household()
    with freeze_time("2027-03-01 10:00") as clock:
        tell(reader, about=household)
        clock.tick(timedelta(minutes=11))
        tell(reader, about=household)
    assert [each.gathered for each in told(reader)] == [1, 1]


def test_new_words_go_by_mail_again_only_if_the_old_ones_went():
    reader, household = make_user(), make_household()
    tell(reader, about=household)
    tell(reader, about=household)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == ("waiting", 0)
    Delivery.objects.update(state="sent", sent_at=delivery.due_at)
    tell(reader, about=household)
    again = Delivery.objects.get()
    assert again.state == "waiting"
    assert again.message_id != delivery.message_id
    assert again.due_at > delivery.due_at + timedelta(minutes=5)


def test_nobody_is_told_by_a_way_they_turned_off():
    quiet, panel_only, reader = make_user(), make_user(), make_user()
    off = [(quiet, Channel.PANEL), (quiet, Channel.EMAIL), (panel_only, Channel.EMAIL)]
    Preference.objects.bulk_create(
        Preference(user=user, kind=KIND.key, channel=channel, wanted=False) for user, channel in off
    )
    tell(quiet, panel_only, reader)
    assert [(each.recipient, each.state) for each in told(quiet, panel_only, reader)] == [
        (panel_only, "sent"),
        (reader, "pending"),
    ]
    assert [each.recipient for each in Delivery.objects.all()] == [reader]


def test_what_is_urgent_or_escalates_stays_in_the_panel():
    reader = make_user()
    Preference.objects.create(user=reader, kind="tests.urgent", channel=Channel.PANEL, wanted=False)
    with a_kind(key="tests.urgent", urgent=True):
        tell(reader, kind="tests.urgent")
    assert told(reader)[0].in_panel


def test_many_are_told_in_as_many_statements_as_few(django_assert_max_num_queries):
    readers = [make_user() for _ in range(30)]
    household = make_household()
    with django_assert_max_num_queries(10):
        tell(*readers, about=household, cause="1")
    assert ToldCause.objects.count() == 30


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "ab"},
        {"state": "read"},
        {"state": "sent"},
        {"reference_kind": "household"},
        {"gathered": 0},
        {"kind": ""},
    ],
)
def test_the_database_refuses_what_no_notification_is(wrong):
    row = {"recipient": make_user(), "kind": KIND.key, "category": "report", "title": "Başlık"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkflowNotification.objects.create(**row)


def test_the_live_layer_is_told_whose_notifications_came():
    statements = []

    def note(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    reader = make_user()
    with connection.execute_wrapper(note):
        tell(reader, make_user())
    inserts = [each for each in statements if "INSERT" in each[0] and "notifications_" in each[0]]
    assert len(inserts) == 2
    for sql, params in inserts:
        write = write_of(sql)
        assert write, "the bells of all people would be drawn anew"
        assert f"recipient_id={reader.pk}" in write.rows(params, NoAnswer())


class NoAnswer:
    def column(self, index, name):
        return None
