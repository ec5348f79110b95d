"""What the worker does for receipts."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from .services.receipt_reminders import remind_of_authorizations, remind_of_books, remind_of_handovers


def register() -> None:
    jobs.register(
        jobs.Job(
            key="donations.books_nearly_full",
            label=_("Bitmek üzere olan makbuz ciltlerini bildir"),
            description=_("10 yaprağı ya da daha azı kalan ciltleri bir kez haber verir."),
            run=remind_of_books,
            cron="20 8 * * *",
            order=60,
        ),
        jobs.Job(
            key="donations.handovers_overdue",
            label=_("Teslim süresi geçen ciltleri ve parayı bildir"),
            description=_("Ciltler için bir kez, para için haftada bir haber verir."),
            run=remind_of_handovers,
            cron="25 8 * * *",
            order=61,
        ),
        jobs.Job(
            key="donations.authorizations_ending",
            label=_("Biten tahsil yetkilerini bildir"),
            description=_("30 gün içinde bitecek yetkileri bir kez haber verir."),
            run=remind_of_authorizations,
            cron="30 8 * * *",
            order=62,
        ),
    )
