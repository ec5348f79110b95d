"""Series of tasks: on which days they come, and that each comes once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from freezegun import freeze_time

from kafkasder.core.days import today
from tasks import services
from tasks.models import Task
from tasks.repetition import next_day, rule_of, standing_on
from tasks.rule_words import words_of

from .rows import make_task


@pytest.mark.parametrize(
    ("rule", "day", "then"),
    [
        ("her hafta", date(2028, 2, 28), ["2028-03-06"]),
        ("Hafta içi her gün", date(2027, 12, 31), ["2028-01-03"]),
        ("her ay", date(2028, 1, 31), ["2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"]),
        ("her ay", date(2027, 1, 30), ["2027-02-28", "2027-03-30"]),
        ("üç ayda bir", date(2027, 11, 30), ["2028-02-29", "2028-05-30"]),
        ("her yıl", date(2028, 2, 29), ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", date(2028, 1, 28), ["2028-02-25", "2028-03-31"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", date(2028, 1, 3), ["2028-01-06", "2028-01-10"]),
    ],
)
def test_the_next_days_of_a_rule(rule, day, then):
    kept = standing_on(rule_of(rule), day)
    for expected in then:
        day = next_day(kept, day)
        assert day.isoformat() == expected


def test_a_rule_keeps_its_words_and_follows_a_new_day():
    late = standing_on("FREQ=MONTHLY", date(2028, 1, 31))
    assert words_of(late) == "Her ay"
    assert standing_on(late, date(2028, 2, 10)) == "FREQ=MONTHLY"
    assert next_day("FREQ=WEEKLY;UNTIL=20280110", date(2028, 1, 8)) is None
    assert next_day("FREQ=WEEKLY", date(2028, 1, 8), until=date(2028, 1, 14)) is None
    assert next_day("FREQ=WEEKLY", date(2028, 1, 8), until=date(2028, 1, 15)) == date(2028, 1, 15)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TH", "Her hafta, Pazartesi ve Perşembe"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "2 ayda bir, son Cuma"),
        (
            "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15;UNTIL=20301231",
            "Her yıl, Mart, ayın 15. günü, 31 Aralık 2030 gününe kadar",
        ),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Özel kural"),
    ],
)
def test_a_rule_of_ones_own_in_words(rule, words):
    assert words_of(rule) == words


@pytest.mark.parametrize(
    "wrong",
    [
        *("bazen", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY\nX=1", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        *("FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=0;INTERVAL=1", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
        *("FREQ=YEARLY;BYDAY=MO(+1)", "FREQ=DAILY;BYMONTH=0,1"),  # which dateutil reads, and no words say
        *("FREQ=DAILY;COUNT=1000000000", "FREQ=DAILY;INTERVAL=" + "9" * 150, "FREQ=DAILY;UNTIL=99999999"),
    ],
)
def test_what_is_no_rule(wrong):
    begun = process_time()
    with pytest.raises(ValidationError):
        rule_of(wrong)
    assert process_time() - begun < 4, "a rule may not keep the server busy"  # the last of these took twelve


@pytest.mark.django_db
def test_a_year_of_series(make_user):
    """Day by day through a leap year, with each task done on some days and forgotten on others."""
    staff = make_user("staff")
    rules = {"FREQ=WEEKLY": 53, "FREQ=MONTHLY": 13, "FREQ=YEARLY": 2}
    with freeze_time("2027-12-31 06:00", real_asyncio=True) as clock:
        for rule in rules:
            make_task(by=staff, title=rule, repeat=rule, due_on=date(2027, 12, 31))
        for number in range(366):
            clock.tick(timedelta(days=1))
            if number % 50 == 0:
                for task in Task.objects.exclude(state="completed").filter(due_on__lte=today()):
                    services.change_state(task=task, target="completed", by=staff)
            services.open_next_tasks()
            assert number % 20 or services.open_next_tasks() == 0
    days = {rule: list(Task.objects.filter(title=rule).values_list("due_on", flat=True)) for rule in rules}
    for rule, count in rules.items():
        assert len(set(days[rule])) == len(days[rule])
        assert count <= len(days[rule]) <= count + 1
    assert [day.day for day in sorted(days["FREQ=MONTHLY"])[:7]] == [31, 31, 29, 31, 30, 31, 30]


@pytest.mark.django_db
def test_a_series_stands_on_the_day_that_many_are_given(make_user):
    staff = make_user("staff")
    make_task(by=staff, repeat="FREQ=MONTHLY", due_on=date(2040, 1, 15))
    ending = make_task(by=staff, repeat="FREQ=MONTHLY", repeat_until=date(2040, 1, 20), due_on=date(2040, 1, 15))
    assert services.change_many(tasks=Task.objects.all(), by=staff, due_on=date(2040, 1, 31)) == 1
    task = Task.objects.exclude(pk=ending.pk).get()
    assert next_day(task.repeat, task.due_on) == date(2040, 2, 29)


@pytest.mark.django_db
def test_cancelling_ends_one_task_or_the_series(client, make_user):
    staff = make_user("staff")
    client.force_login(staff)
    first = make_task(by=staff, repeat="FREQ=WEEKLY", due_on=date(2040, 1, 6))
    url = reverse("tasks:task_state", args=[first.pk, "cancelled"])
    client.post(url, {"extent": "one", "reason": "Bu hafta tatil"})
    second = Task.objects.get(follows=first)
    services.change_state(task=first, target="pending", by=staff)  # both are open now
    client.post(url, {"extent": "series", "reason": "Artık yapılmıyor"})
    assert list(Task.objects.values_list("state", "repeat")) == [("cancelled", "")] * 2
    assert not Task.objects.filter(follows=second).exists()


@pytest.mark.django_db
def test_after_a_long_stop_there_is_one_task(make_user):
    with freeze_time("2027-01-04 06:00"):
        first = make_task(title="Haftalık sayım", repeat="FREQ=WEEKLY", due_on=date(2027, 1, 4))
        services.add_step(task=first, text="Depoyu say", by=first.created_by)
        services.follow(task=first, by=make_user("board"))
    with freeze_time("2027-06-10 06:00"):
        assert services.open_next_tasks() == 1
        assert services.open_next_tasks() == 0
    following = Task.objects.get(follows=first)
    assert following.due_on == date(2027, 6, 14)
    assert [step.text for step in following.steps.all()] == ["Depoyu say"]
    assert following.followers.count() == 1


@pytest.mark.django_db
def test_what_is_done_early_is_followed_by_the_day_after(make_user):
    staff = make_user("staff")
    with freeze_time("2027-01-04 06:00"):
        task = make_task(by=staff, repeat="FREQ=WEEKLY", due_on=date(2027, 1, 8))
        services.change_state(task=task, target="completed", by=staff)
        services.change_state(task=task, target="pending", by=staff)
        services.change_state(task=task, target="completed", by=staff)
    assert [each.due_on for each in Task.objects.filter(follows__isnull=False)] == [date(2027, 1, 15)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_open_it_once():
    task = make_task(repeat="FREQ=WEEKLY", due_on=date(2026, 1, 5))
    start = Barrier(4)

    def work(_number: int) -> None:
        start.wait(10)
        services.open_next_task(task.pk)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert Task.objects.filter(follows=task).count() == 1
