"""A worker with jobs that a test may have run: `python -m tests.faults.worker`."""

import time

import django
from django.conf import settings

SLOW, FAULTY, YEARLY, RENAMING = "faults.slow", "faults.faulty", "faults.yearly", "faults.renaming"
NEW_NAME = "Yenilendi"


def declare() -> None:
    from kafkasder.core.jobs import Job, register

    register(
        Job(key=SLOW, label=SLOW, run=_slow),
        Job(key=FAULTY, label=FAULTY, run=_faulty),
        Job(key=YEARLY, label=YEARLY, run=lambda: 1, cron="0 0 1 1 *"),
        Job(key=RENAMING, label=RENAMING, run=_rename),
    )


def _slow() -> int:
    """Take for ever, unless the run before was cut off."""
    from kafkasder.jobs.models import JobRun

    while not JobRun.objects.filter(job=SLOW, state="lost").exists():
        time.sleep(0.05)
    return 12


def _faulty() -> None:
    raise ValueError("12345678901")


def _rename() -> None:
    from beneficiaries.models import Beneficiary

    Beneficiary.objects.update(last_name=NEW_NAME)


if __name__ == "__main__":
    settings.BESIDE_THE_SERVER = True
    django.setup()
    declare()

    from kafkasder.jobs.worker import work

    work(drain_seconds=5)
