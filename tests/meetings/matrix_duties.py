"""What each role gets at the addresses of the calendar of the law."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kafkasder.core.days import today
from meetings import services
from meetings.models import LegalDuty

from ..factories import make_user
from ..matrix import Row

SEERS = ("admin", "board", "staff", "accounting", "auditor")
MINDERS = ("admin", "board")


def make_duty(**fields: Any) -> LegalDuty:
    values = {"kind": "other", "title": "Lokal izni yenilenecek", "due_on": today() + timedelta(days=20)} | fields
    values.setdefault("warn_on", values["due_on"] - timedelta(days=30))
    return services.add_duty(duty=LegalDuty(**values), by=make_user("board"))


def a_duty() -> list[object]:
    return [make_duty().pk]


def a_change_of_organs() -> list[object]:
    return [make_duty(kind="organ_change").pk]


def a_proven_duty() -> list[object]:
    duty, upload = make_duty(), SimpleUploadedFile("alindi.pdf", b"%PDF-1.7 alindi")
    services.complete_duty(duty=duty, done_on=today(), upload=upload, by=make_user("board"))
    return [duty.pk]


ROWS = [
    Row("meetings:duty_list", SEERS, post=302, confined=True),
    Row("meetings:duty_export", MINDERS, get=405, post=302, confined=True),
    Row("meetings:duty_add", MINDERS, post=422, confined=True),
    Row("meetings:duty_detail", SEERS, arguments=a_duty, confined=True),
    Row("meetings:duty_give", MINDERS, post=422, arguments=a_duty, confined=True, sees=()),
    Row(
        "meetings:duty_state",
        MINDERS,
        post=422,
        arguments=lambda: [*a_duty(), "done"],
        confined=True,
        sees=("staff", "accounting", "auditor"),
    ),
    Row("meetings:duty_paper", SEERS, arguments=a_change_of_organs, confined=True),
    Row("meetings:duty_proof", SEERS, arguments=a_proven_duty, confined=True),
]
