"""What the worker does for applications."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from . import services


def register() -> None:
    jobs.register(
        jobs.Job(
            key="aid.late",
            label=_("Geciken başvuruları bildir"),
            description=_("Aşamasının süresi dolan başvuruları sorumlusuna, yoksa inceleyenlere günde bir bildirir."),
            run=services.tell_late,
            cron="15 8 * * *",
            order=45,
        )
    )
