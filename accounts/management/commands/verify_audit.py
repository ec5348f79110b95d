"""`manage.py verify_audit`: name the first entry of the audit trail that was changed, removed or inserted by SQL."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.audit.anchors import parse_anchor
from accounts.audit.checks import check


class Command(BaseCommand):
    help = "Verifies the audit trail; ends with status 1 and the first entry that was changed, removed or inserted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", action="append", default=[], help="an anchor that was kept elsewhere, position:link; repeatable"
        )

    def handle(self, *args: Any, anchor: list[str], **options: Any) -> None:
        started = time.monotonic()
        try:
            anchors = dict(map(parse_anchor, anchor))
        except ValueError as error:
            raise CommandError(_("Çapa “sıra:özet” biçiminde olmalı: %(given)s") % {"given": error}) from None
        found = check(anchors)
        told = {"sealed": found.sealed, "waiting": found.waiting, "seconds": f"{time.monotonic() - started:.1f}"}
        self.stdout.write(
            _("%(sealed)d mühürlü kayıt doğrulandı, %(waiting)d kayıt mühür bekliyor (%(seconds)s sn).") % told
        )
        if not found.is_good:
            faults = "\n".join(map(str, found.faults))
            raise CommandError(_("%(count)d bozukluk var; ilki:") % {"count": found.fault_count} + f"\n{faults}")
        self.stdout.write(_("Denetim izi bütün: değiştirilen, silinen ya da sonradan eklenen kayıt yok."))
