"""What the worker does for this room."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs
from kafkasder.core.jobs import Job

from .services import cleaning, delivery, escalation
from .services.outbox import DELIVER


def register() -> None:
    jobs.register(
        Job(
            key=DELIVER,
            label=_("Bildirimleri gönder"),
            run=delivery.deliver_due,
            cron="* * * * *",
            description=_("Zamanı gelen e-postaları ve mesajları gönderir; gitmeyenleri aralıklarla yeniden dener."),
            order=10,
        ),
        Job(
            key="notifications.escalate",
            label=_("Okunmayanları yöneticiye bildir"),
            run=escalation.escalate_due,
            cron="*/5 * * * *",
            description=_("Süresi içinde okunmayan bildirimleri yöneticilere haber verir."),
            order=20,
        ),
        Job(
            key="notifications.forget",
            label=_("Eski bildirimleri sil"),
            run=cleaning.forget_read,
            cron="40 3 * * *",
            description=_("30 günden önce okunanları ve bir yıldan eski olanları siler."),
            order=90,
        ),
    )
