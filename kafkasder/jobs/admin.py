"""Runs in the Django admin: to look at. The queue's own tables are no business of people."""

from django.contrib import admin
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.admin_rows import ShownRows

from .models import JobRun

admin.site.unregister(ProcrastinateJob)


@admin.register(JobRun)
class JobRunAdmin(ShownRows):
    verb = "jobs.view_jobs"
    list_display = ("job", "state", "trigger", "by", "attempt", "started_at", "ended_at", "result", "error")
    list_filter = ("state", "trigger")
    list_select_related = ("by",)
    ordering = ("-started_at",)
