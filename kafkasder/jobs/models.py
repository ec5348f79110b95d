"""What is kept of jobs: their runs, who waits for one, and up to when the schedule was followed."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.jobs import JOBS

NOTHING_DONE = "0"  # the result of a run that found nothing to do


class RunState(models.TextChoices):
    """How far a run has come. It is lost if its worker was killed; the job is then run again."""

    RUNNING = "running", _("Çalışıyor")
    DONE = "done", _("Bitti")
    FAILED = "failed", _("Hata verdi")
    LOST = "lost", _("Yarıda kaldı")


class Trigger(models.TextChoices):
    """What a run came from."""

    SCHEDULE = "schedule", _("Takvim")
    WAKE = "wake", _("Bir değişiklik")
    HAND = "hand", _("Elle")


class JobRun(models.Model):
    """One run of a job; kept for thirty days, but of scheduled ones that found nothing to do only the last.

    `error` is the kind of an error, never its words.
    """

    job = models.CharField(_("iş"), max_length=60)
    state = models.CharField(_("durum"), max_length=10, choices=RunState, default=RunState.RUNNING)
    trigger = models.CharField(_("neden"), max_length=10, choices=Trigger)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("başlatan"), null=True, blank=True, related_name="+"
    )
    attempt = models.PositiveSmallIntegerField(_("deneme"), default=1)
    started_at = models.DateTimeField(_("başlangıç"), default=timezone.now)
    ended_at = models.DateTimeField(_("bitiş"), null=True, blank=True)
    retry_at = models.DateTimeField(_("yeniden deneme"), null=True, blank=True)
    result = models.CharField(_("sonuç"), max_length=200, blank=True)
    error = models.CharField(_("hata"), max_length=100, blank=True)
    queue_number = models.BigIntegerField(_("kuyruk no."))

    audit_exempt = True  # a log of its own, which tells who pressed the button

    class Meta:
        verbose_name = _("çalışma")
        verbose_name_plural = _("çalışmalar")
        default_permissions = ()
        permissions = [("view_jobs", _("Arka plan işlerini görür")), ("run_jobs", _("Arka plan işlerini başlatır"))]
        indexes = [
            models.Index(fields=["job", "-started_at"], name="job_run_of_job"),
            models.Index(fields=["-started_at"], name="job_run_latest"),
            models.Index(fields=["queue_number"], name="job_run_running", condition=Q(state="running")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", ended_at__isnull=True) | ~Q(state="running") & Q(ended_at__isnull=False),
                name="job_run_ended_when_over",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") ^ Q(error=""),
                name="job_run_failed_with_error",
            ),
            models.CheckConstraint(
                condition=Q(trigger="hand", by__isnull=False) | ~Q(trigger="hand") & Q(by__isnull=True),
                name="job_run_by_hand_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(retry_at__isnull=True) | Q(state="failed"), name="job_run_again_after_failure"
            ),
        ]

    def __str__(self) -> str:
        return str(JOBS.get(self.job, self.job))

    def get_absolute_url(self) -> str:
        return f"{reverse('jobs:run_list')}?{urlencode({'job': self.job})}"

    @property
    def duration(self) -> timedelta | None:
        return self.ended_at - self.started_at if self.ended_at else None


class Wake(models.Model):
    """That a committed change wants a job run. The run that begins takes away those that it finds."""

    job = models.CharField(_("iş"), max_length=60)
    at = models.DateTimeField(_("zaman"), default=timezone.now)

    audit_exempt = True  # gone within a moment; the run is what it leaves

    class Meta:
        verbose_name = _("uyandırma")
        verbose_name_plural = _("uyandırmalar")
        default_permissions = ()

    def __str__(self) -> str:
        return self.job


class Clock(models.Model):
    """The last minute for which the schedule of a job was followed."""

    job = models.CharField(_("iş"), max_length=60, primary_key=True)
    ticked_at = models.DateTimeField(_("zaman"))

    audit_exempt = True  # the clock's own hand

    class Meta:
        verbose_name = _("takvim")
        verbose_name_plural = _("takvimler")
        default_permissions = ()

    def __str__(self) -> str:
        return self.job
