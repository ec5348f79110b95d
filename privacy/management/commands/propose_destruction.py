"""`manage.py propose_destruction`: put down what is due now; the job of this name does so twice a year."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kafkasder.core.saving import explaining
from privacy.services.retention import propose


class Command(BaseCommand):
    help = "Makes a proposal of what is to be destroyed. Nothing is destroyed before two people have confirmed it."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with explaining():
                proposal = propose()
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        count = proposal.candidates.count() if proposal else 0
        self.stdout.write(_("İmha önerisine alınan kayıt: %(count)d") % {"count": count})
