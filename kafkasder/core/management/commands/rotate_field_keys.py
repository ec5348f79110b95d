"""`manage.py rotate_field_keys`: bring every encrypted value under the newest of the FIELD_KEYS."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kafkasder.core.crypto import ROTATIONS
from kafkasder.core.rotation import columns_of, rotate

_MOST_NAMED = 20


class Command(BaseCommand):
    help = "Brings every encrypted value under the newest of the FIELD_KEYS; may be broken off and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for model in apps.get_models():
            for column in columns_of(model):
                outcome = rotate(column)
                label = f"{model._meta.verbose_name_plural}, {column.verbose_name}"
                self._tell(label, outcome.done)
                self._tell_shut(label, sorted(outcome.shut))
        for rotation in ROTATIONS:
            self._tell(rotation.label, rotation.run())

    def _tell(self, label: Any, count: int) -> None:
        self.stdout.write(_("%(model)s: %(count)d kayıt") % {"model": label, "count": count})

    def _tell_shut(self, label: str, keys: list[Any]) -> None:
        if not keys:
            return
        text = ngettext(
            "%(label)s: %(count)d değer hiçbir anahtarla açılmadı, olduğu gibi kaldı: %(keys)s",
            "%(label)s: %(count)d değer hiçbir anahtarla açılmadı, olduğu gibi kaldı: %(keys)s",
            len(keys),
        )
        named = ", ".join(map(str, keys[:_MOST_NAMED])) + ("…" if len(keys) > _MOST_NAMED else "")
        self.stderr.write(text % {"label": label, "count": len(keys), "keys": named})
