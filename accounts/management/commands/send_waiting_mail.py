"""Send the mails that wait. The panel's processes do it by themselves; this is for looking and for cron."""

from typing import Any

from django.core.management.base import BaseCommand

from ...models import OutgoingMail
from ...services.outbox import send_waiting


class Command(BaseCommand):
    help = "Sends the mails that wait, as every process of the panel does by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = send_waiting()
        self.stdout.write(f"{sent} sent, {OutgoingMail.objects.count()} still waiting")
