"""What the worker does for case files."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from . import services


def register() -> None:
    jobs.register(
        jobs.Job(
            key="beneficiaries.case_files",
            label=_("Hane dosyalarındaki süreleri hatırlat"),
            description=_("Süresi dolan rıza ve belgeleri, geciken yanıtları sorumlusuna bir kez bildirir."),
            run=services.remind_of_case_files,
            cron="30 8 * * *",
            order=45,
        )
    )
