"""`manage.py forget_again`: after a backup was restored, forget what had been forgotten since."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from privacy.services import forgetting


class Command(BaseCommand):
    help = "Forgets again every row that a tombstone tells of; may be run at any time and any number of times."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="source", type=Path, help="a file of tombstones, which is read in first")
        parser.add_argument("--write", type=Path, help="only write all tombstones into this file, to be kept elsewhere")

    def handle(self, *args: Any, source: Path | None, write: Path | None, **options: Any) -> None:
        if write:
            with write.open("w") as file:
                count = forgetting.write_tombstones(file)
            self.stdout.write(_("Yazılan imha izi: %(count)d") % {"count": count})
            return
        if source:
            try:
                forgetting.read_tombstones(source.read_text().splitlines())
            except ValidationError as refusal:
                raise CommandError(refusal.messages[0]) from refusal
        self.stdout.write(_("Yeniden imha edilen kayıt: %(count)d") % {"count": forgetting.forget_again()})
