"""List who got one help twice in a month, before a deploy or after it: `manage.py list_paid_twice`."""

from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand

from ...choices import AidKind
from ...doubles import Double, doubles
from ...states import AidState


class Command(BaseCommand):
    help = "Lists people who have the same help twice in a month, in two households, since before that was refused."

    def handle(self, *args: Any, **options: Any) -> None:
        found = doubles()
        for (person, kind, period), rows in groupby(found, key=lambda each: (each.person, each.kind, each.period)):
            self.stdout.write(f"{period:%m.%Y} {AidKind(kind).label}, person {person}:")
            for row in rows:
                self.stdout.write(f"    {_line(row)}")
        self.stdout.write(f"{len(found)} payments. They stay as they are; nothing new comes beside them.")


def _line(row: Double) -> str:
    money = "" if row.amount is None else f" {row.amount} {row.currency}"
    listed = f" {row.payment_list}" if row.payment_list else ""
    return f"aid {row.aid}, household {row.household}, {AidState(row.state).label}{money}{listed}"
