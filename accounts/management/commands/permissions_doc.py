"""Write the page that tells who may do what."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.permissions_doc import PATH, permissions_page


class Command(BaseCommand):
    help = "Write docs/permissions.md from the roles and verbs that the code declares."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is out of date")

    def handle(self, *, check: bool, **options: Any) -> None:
        page = permissions_page()
        if not check:
            PATH.write_text(page, encoding="utf-8")
        elif PATH.read_text(encoding="utf-8") != page:
            raise CommandError("docs/permissions.md is out of date; run manage.py permissions_doc")
