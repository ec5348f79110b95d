"""`manage.py rotate_field_keys`: bring every encrypted value under the newest of the FIELD_KEYS."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction
from django.utils.translation import gettext as _

from kafkasder.core.crypto import ROTATIONS, encrypted_fields, reencrypt, written_with_an_older_key

ROWS_IN_A_TRANSACTION = 500


def rotate(model: type[models.Model]) -> int:
    """Re-encrypt the rows of `model` that an older key wrote, a chunk a transaction; return how many."""
    done = 0
    while True:
        with transaction.atomic():
            chunk = list(written_with_an_older_key(model).select_for_update().order_by("pk")[:ROWS_IN_A_TRANSACTION])
            for row in chunk:
                reencrypt(row)
        done += len(chunk)
        if len(chunk) < ROWS_IN_A_TRANSACTION:
            return done


class Command(BaseCommand):
    help = "Brings every encrypted value under the newest of the FIELD_KEYS; may be broken off and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for model in apps.get_models():
            if encrypted_fields(model):
                self._tell(model._meta.verbose_name_plural, rotate(model))
        for rotation in ROTATIONS:
            self._tell(rotation.label, rotation.run())

    def _tell(self, label: Any, count: int) -> None:
        self.stdout.write(_("%(model)s: %(count)d kayıt") % {"model": label, "count": count})
