"""What the worker does for donations."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from . import services


def register() -> None:
    jobs.register(
        jobs.Job(
            key="donations.cheques",
            label=_("Çek vadelerini hatırlat"),
            description=_("Vadesi üç gün içinde gelen ve geçen çekleri, takip edenlere bir kez bildirir."),
            run=services.remind_of_cheques,
            cron="15 8 * * *",
            order=40,
        )
    )
