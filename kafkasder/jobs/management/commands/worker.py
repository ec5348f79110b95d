"""`manage.py worker`: run jobs until a signal."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kafkasder.jobs.worker import work


class Command(BaseCommand):
    help = "Runs what the panel does beside its pages: by schedule, after changes, and by hand."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        work(drain_seconds=settings.ENV.drain_seconds)
