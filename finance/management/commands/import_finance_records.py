"""Imports incomes and expenses from a CSV or Excel sheet; see `docs/import.md`."""

from contextlib import AbstractContextManager
from typing import Any

from django.utils.translation import gettext as _

from accounts import audit
from kafkasder.core.imports.command import ImportCommand

from ...imports import FinanceImporter


class Command(ImportCommand):
    help = _("Gelir ve giderleri bir CSV ya da Excel dosyasından içe aktarır.")  # type: ignore[assignment]
    importer = FinanceImporter

    def acting(self, user: Any) -> AbstractContextManager[None]:
        return audit.acting(user=user, source="import")
