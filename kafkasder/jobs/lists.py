"""The list of runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.jobs import JOBS
from kafkasder.core.lists import Choice, Column, DateRange, List

from .models import JobRun, RunState, Trigger
from .templatetags.jobs import run_cause, run_duration, run_result, run_tag


@dataclass(frozen=True)
class _Jobs(Choice):
    """The jobs that rooms have registered by the time that somebody looks."""

    def options(self, given: Any) -> Iterable[tuple[str, Any]]:
        return [(job.key, job.label) for job in sorted(JOBS.values(), key=lambda job: (job.order, job.key))]


RUNS = List(
    key="calismalar",
    label=_("Çalışmalar"),
    rows=lambda viewer: JobRun.objects.all(),
    prepare=lambda rows: rows.select_related("by"),
    sort="-started",
    nothing=_("Bir iş çalışınca buraya yazılır; kayıtlar otuz gün saklanır."),
    columns=[
        Column("job", _("İş"), str),
        Column("state", _("Durum"), lambda run: run.get_state_display(), draw=run_tag, sort="state"),
        Column("started", _("Başlangıç"), "started_at", sort="started_at", descending_first=True),
        Column("duration", _("Süre"), lambda run: "", draw=run_duration),
        Column("result", _("Sonuç"), "result", draw=run_result),
        Column("cause", _("Neden"), run_cause),
        Column("attempt", _("Deneme"), "attempt", sort="attempt", numeric=True),
        Column("ended", _("Bitiş"), "ended_at", shown=False),
    ],
    filters=[
        _Jobs("job", _("İş"), lookup="job__in"),
        Choice("state", _("Durum"), choices=RunState, lookup="state__in"),
        Choice("trigger", _("Neden"), choices=Trigger, lookup="trigger__in"),
        DateRange("started", _("Başlangıç"), field="started_at"),
    ],
)
