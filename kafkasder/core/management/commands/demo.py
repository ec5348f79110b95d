"""Fill an empty panel with demo data, and say how to sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kafkasder.core import demo


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo; with DEMO=on it becomes one.")
        if demo.make():
            self.stdout.write("The demo data was made.")
        for sign_in in demo.sign_ins():
            self.stdout.write(f"  {sign_in.role}: {sign_in.email} / {sign_in.password}")
