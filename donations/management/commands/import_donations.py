"""Imports donations from a CSV or Excel sheet; see `docs/import.md`."""

from argparse import ArgumentParser
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from accounts import audit
from kafkasder.core.imports.command import ImportCommand

from ...imports.gifts import DonationImporter


class Command(ImportCommand):
    help = _("Bağışları bir CSV ya da Excel dosyasından içe aktarır.")  # type: ignore[assignment]
    importer = DonationImporter

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add = parser.add_argument
        add("--new-donors", action="store_true", help=_("kayıtlı olmayan bağışçıları da kaydet"))
        add(
            "--account", dest="accounts", action="append", default=[], help=_("yazmayan satırların kasası ya da hesabı")
        )

    def handle(self, *, new_donors: bool = False, accounts: list[str] | None = None, **options: Any) -> None:
        self.importer = partial(  # type: ignore[method-assign, assignment]
            DonationImporter, new_donors=new_donors, accounts=accounts or ()
        )
        super().handle(**options)

    def acting(self, user: Any) -> AbstractContextManager[None]:
        return audit.acting(user=user, source="import")
