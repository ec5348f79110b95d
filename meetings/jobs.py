"""What the worker does for meetings."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from . import services
from .services.states import DUTIES


def register() -> None:
    jobs.register(
        jobs.Job(
            key="meetings.soon",
            label=_("Yaklaşan toplantıları hatırlat"),
            description=_("24 saat içinde başlayacak toplantıların katılımcılarına bir kez haber verir."),
            run=services.remind_of_meetings,
            cron="20 * * * *",
            order=60,
        ),
        jobs.Job(
            key="meetings.decisions_due",
            label=_("Günü gelen kararları hatırlat"),
            description=_("Son günü gelen açık kararların sorumlularına bir kez haber verir."),
            run=services.remind_of_decisions,
            cron="30 8 * * *",
            order=61,
        ),
        jobs.Job(
            key="meetings.series",
            label=_("Tekrarlanan toplantıları çağır"),
            description=_("Dizilerin önümüzdeki 35 gün içindeki toplantılarını açar ve katılımcılarını çağırır."),
            run=services.fill_series,
            cron="15 6 * * *",
            order=62,
        ),
        jobs.Job(
            key=DUTIES,
            label=_("Yasal takvimi güncelle"),
            description=_("Odaların kayıtlarından doğan yükümlülükleri yasal takvime işler."),
            run=services.refresh_duties,
            cron="10 * * * *",
            order=63,
        ),
        jobs.Job(
            key="meetings.duties_due",
            label=_("Yasal süreleri hatırlat"),
            description=_("Süresi yaklaşan ve geçen yükümlülükleri sorumlularına hatırlatır."),
            run=services.remind_of_duties,
            cron="40 8 * * *",
            order=64,
        ),
    )
