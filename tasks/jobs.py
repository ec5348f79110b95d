"""What the worker does for tasks."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import jobs

from . import services

REPEAT = "tasks.repeat"


def register() -> None:
    jobs.register(
        jobs.Job(
            key="tasks.due_soon",
            label=_("Zamanı gelen görevleri hatırlat"),
            description=_("24 saat içinde bitecek görevlerin sorumlularına bir kez haber verir."),
            run=services.remind_of_due,
            cron="10 * * * *",
            order=30,
        ),
        jobs.Job(
            key="tasks.overdue",
            label=_("Geciken görevleri bildir"),
            description=_("Zamanı geçen görevlerin sorumlularına bir kez haber verir; okunmazsa yöneticilere."),
            run=services.remind_of_late,
            cron="0 8 * * *",
            order=31,
        ),
        jobs.Job(
            key=REPEAT,
            label=_("Tekrarlanan görevlerin sıradakini aç"),
            description=_("Kapanan ya da günü geçen tekrarlı görevlerin sıradakini açar; birikenleri tek görevle."),
            run=services.open_next_tasks,
            cron="*/15 * * * *",
            order=32,
        ),
    )
