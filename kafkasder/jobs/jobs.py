"""The room's own job."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from .services.cleaning import clean

CLEAN = jobs.Job(
    key="jobs.clean",
    label=_("Eski çalışma kayıtlarını siler"),
    description=_("Arka plan işlerinin otuz günden eski çalışma kayıtlarını siler."),
    run=clean,
    cron="40 3 * * *",
    order=900,
)


def register() -> None:
    jobs.register(CLEAN)
