"""A wake lives and dies with its transaction."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kafkasder.core import jobs
from kafkasder.jobs.models import JobRun, Wake
from kafkasder.jobs.services.running import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _job(monkeypatch):
    monkeypatch.setitem(jobs.JOBS, "test", jobs.Job(key="test", label="Deneme", run=lambda: None))


def _kicks():
    return ProcrastinateJob.objects.filter(lock="test").count()


def test_many_wakes_of_one_transaction_are_one(django_capture_on_commit_callbacks, django_assert_num_queries):
    with django_capture_on_commit_callbacks(execute=True), django_assert_num_queries(3), transaction.atomic():
        for _ in range(5):
            jobs.wake("test")
    assert (Wake.objects.count(), _kicks()) == (1, 1)


def test_a_rolled_back_savepoint_wakes_nobody_and_does_not_swallow_a_later_wake(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        jobs.wake("test")
        transaction.set_rollback(True)
    assert (callbacks, Wake.objects.count(), _kicks()) == ([], 0, 0)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.wake("test")
    assert (Wake.objects.count(), _kicks()) == (1, 1)


def test_an_outer_wake_stands_for_an_inner_one(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        jobs.wake("test")
        with transaction.atomic():
            jobs.wake("test")
    assert (Wake.objects.count(), _kicks()) == (1, 1)


def test_a_job_that_waits_is_not_put_in_again(django_capture_on_commit_callbacks):
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            jobs.wake("test")
    assert (Wake.objects.count(), _kicks()) == (3, 1)


def test_scheduled_runs_that_find_nothing_leave_one_row():
    for number in range(3):
        _run("0", trigger="schedule", number=number)
    _run("2", trigger="schedule", number=3)
    _run("0", trigger="schedule", number=4)
    assert list(JobRun.objects.order_by("pk").values_list("queue_number", flat=True)) == [3, 4]


def _run(result, *, trigger, number):
    jobs.JOBS["test"] = jobs.Job(key="test", label="Deneme", run=lambda: result)
    run(SimpleNamespace(job=SimpleNamespace(id=number, attempts=0)), "test", trigger, None)


def test_a_job_that_nobody_registered_is_a_fault():
    with pytest.raises(LookupError):
        jobs.wake("nobody")


def test_a_schedule_that_is_none_is_a_fault():
    with pytest.raises(ValueError, match="none"):
        jobs.Job(key="odd", label="", run=lambda: None, cron="61 * * * *")
