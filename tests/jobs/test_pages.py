"""The page of jobs: how they stand, in words, and the button."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from kafkasder.core.jobs import JOBS
from kafkasder.jobs.models import RunState
from kafkasder.jobs.wording import schedule_in_words
from tests.factories import make_user

from .rows import CLEAN, make_run

pytestmark = pytest.mark.django_db
PAGES = ("/yonetim-isleri/", "/yonetim-isleri/calismalar/")
RUN = f"/yonetim-isleri/{CLEAN}/calistir/"


@pytest.fixture
def admin(client):
    user = make_user(role="admin")
    client.force_login(user)
    return user


def test_it_tells_of_each_job_and_its_last_run(client, admin):
    page = client.get(PAGES[0]).content.decode()
    assert all(str(job.label) in page for job in JOBS.values())
    assert "İş yürütücüsü görünmüyor" in page
    make_run(result="12")
    make_run(state=RunState.FAILED, error="ValueError", retry_at=timezone.now())
    page = client.get(PAGES[0]).content.decode()
    assert "ValueError" in page
    assert "Yeniden denenir" in page
    assert "12 kayıt" not in page
    assert "12 kayıt" in client.get(PAGES[1]).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_more_runs_take_no_more_queries(client, admin, address, django_assert_max_num_queries):
    make_run(trigger="hand", by=admin)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _ in range(2):
        make_run(trigger="hand", by=make_user())
    with django_assert_max_num_queries(len(one)):
        client.get(address)


def test_the_button_puts_it_into_the_queue_once_in_the_name_of_who_pressed_it(client, admin):
    assert "Şimdi çalıştır" in client.get(RUN).content.decode()
    client.post(RUN)
    assert "Bu iş zaten sırada." in client.post(RUN).content.decode()
    (order,) = ProcrastinateJob.objects.filter(lock=CLEAN).values_list("args", flat=True)
    assert order == {"key": CLEAN, "trigger": "hand", "by": admin.pk}
    assert "Sırada" in client.get(PAGES[0]).content.decode()


@pytest.mark.parametrize(
    ("cron", "turkish", "english"),
    [
        ("40 3 * * *", "Her gün saat 03:40", "Every day at 03:40"),
        ("0 8,20 * * *", "Her gün saat 08:00 ve 20:00", "Every day at 08:00 and 20:00"),
        ("*/5 * * * *", "5 dakikada bir", "Every 5 minutes"),
        ("* * * * *", "Her dakika", "Every minute"),
        ("15 * * * *", "Her saat, 15 geçe", "Every hour, at 15 minutes past"),
        ("0 */6 * * *", "6 saatte bir", "Every 6 hours"),
        ("0 9 * * 1-5", "Hafta içi her gün saat 09:00", "Every working day at 09:00"),
        ("0 9 * * 1,0", "Her hafta Pazartesi ve Pazar saat 09:00", "Every week on Monday and Sunday at 09:00"),
        ("0 4 1 * *", "Her ayın 1. günü saat 04:00", "On day 1 of each month at 04:00"),
        ("0 4 1 1,7 *", "Her yıl 1 Ocak ve 1 Temmuz saat 04:00", "Every year on 1 January and 1 July at 04:00"),
        ("0 4 1 * 1", "Özel takvim: 0 4 1 * 1", "Special schedule: 0 4 1 * 1"),
        ("", "Takvimi yok; gerektiğinde çalışır", "No schedule; it runs when needed"),
    ],
)
def test_schedules_are_told_in_words(cron, turkish, english):
    assert schedule_in_words(cron) == turkish
    with translation.override("en"):
        assert schedule_in_words(cron) == english
