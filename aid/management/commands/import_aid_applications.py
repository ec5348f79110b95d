"""Imports aid applications from a CSV or Excel sheet; see `docs/import.md`."""

from contextlib import AbstractContextManager
from typing import Any

from django.utils.translation import gettext as _

from accounts import audit
from kafkasder.core.imports.command import ImportCommand

from ...imports import ApplicationImporter


class Command(ImportCommand):
    help = _("Yardım başvurularını bir CSV ya da Excel dosyasından içe aktarır.")  # type: ignore[assignment]
    importer = ApplicationImporter

    def acting(self, user: Any) -> AbstractContextManager[None]:
        return audit.acting(user=user, source="import")
