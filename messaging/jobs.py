"""What the worker does for messages."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from .services.sweeping import sweep


def register() -> None:
    jobs.register(
        jobs.Job(
            key="messaging.sweep",
            label=_("Mesaj eklerini temizle"),
            description=_("Bir gündür gönderilmeyen ekleri ve sahipsiz dosyaları siler; kayıp dosyaları bildirir."),
            run=sweep,
            cron="40 3 * * *",
            order=40,
        ),
    )
