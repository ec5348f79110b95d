"""Prove that the money is right: `manage.py verify_money` names every row that disagrees, and then exits with 1."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from ...verifying import told_of, verify_and_keep


class Command(BaseCommand):
    help = "Adds up all balances anew and checks every row of money against what it must agree with."

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify_and_keep()
        for label, findings in told_of(result):
            self.stdout.write(f"✗ {label}")
            for finding in findings:
                said = " ≠ ".join(filter(None, (finding["expected"], finding["found"])))
                self.stdout.write(f"    {finding['name']}: {said}".rstrip(": "))
        if not result.ok:
            sys.exit(1)
        self.stdout.write(f"✓ {result.checks} ({result.seconds:.1f} s)")
