"""`manage.py anchor_audit`: write down how the audit chain stands, to keep it where the database is not."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.audit.anchors import drop_anchor
from accounts.audit.sealing import seal


class Command(BaseCommand):
    help = "Seals the trail, prints its anchor, mails it to AUDIT_ANCHOR_EMAILS and adds it to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, help="a file to which a line with the anchor is added")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        seal()
        anchor = drop_anchor()
        if anchor is None:
            raise CommandError(_("Denetim izinde henüz kayıt yok."))
        self.stdout.write(str(anchor))
        if file:
            with file.open("a") as lines:
                lines.write(f"{anchor.created_at.isoformat()} {anchor}\n")
