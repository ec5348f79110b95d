"""What the worker does for messages."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from .services.asking import ANSWER
from .services.minding import have_all_minded
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
        jobs.Job(
            key="messaging.minding",
            label=_("Yöneticisiz gruplara yönetici bulur"),
            description=_("Yetkisi kendiliğinden biten grup yöneticisinin yerine grupta en eski olanı geçirir."),
            run=have_all_minded,
            cron="10 0 * * *",  # soon after the last day of a role is over
            order=41,
        ),
        jobs.Job(
            key=ANSWER,
            label=_("Yardımcının yanıtlarını yazar"),
            description=_("Konuşmalarda yardımcıya sorulanları sağlayıcıya sorar ve gelen yanıtı yazar."),
            run=_answer,
            cron="*/5 * * * *",  # what a dead worker left; whoever asks does not wait for it
            order=300,
        ),
    )


def _answer() -> int:
    from .answering import answer_waiting

    return answer_waiting()
