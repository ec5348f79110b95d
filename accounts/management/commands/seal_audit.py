"""`manage.py seal_audit`: chain the audit trail's newest entries; the server does so by itself each second."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts.audit.sealing import seal


class Command(BaseCommand):
    help = "Seals the newest entries of the audit trail; a running server does so each second."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("%(count)d kayıt mühürlendi.") % {"count": seal()})
