"""Forgetting a row for good: it is anonymised, its traces are redacted, and a tombstone tells to forget it again.

A backup that is restored brings back what was forgotten. The tombstones of the database that was lost are kept in a
file outside of it (`write_tombstones`); `forget_again` reads them in and forgets those rows once more.
"""

import json
from collections.abc import Iterable
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from accounts import audit
from kafkasder.core.crypto import UnreadableValue, blind_indexes, decrypt, encrypt

from ..models import DestructionRecord, Tombstone
from ..models.retention import TOMBSTONE
from ..retention import KINDS, RetentionKind, along_with
from .trail import redact_trail

_CONTEXT = "privacy.tombstones"  # the encryption of the file; a value of it opens nowhere else


def forget(kind: RetentionKind, row: Any, record: DestructionRecord | None = None) -> None:
    """Forget a row and what goes along with it. Must run in a transaction."""
    for key, other in along_with(kind, row):
        _forget(KINDS[key], other, record)
    _forget(kind, row, record)


def _forget(kind: RetentionKind, row: Any, record: DestructionRecord | None) -> None:
    assert kind.forget is not None
    redact_trail(kind.forget(row), record)
    _remember(f"{kind.key}:{row.pk}", record)


def _remember(identity: str, record: DestructionRecord | None, at: Any = None) -> None:
    if not Tombstone.objects.filter(digest__in=blind_indexes(identity, TOMBSTONE)).exists():
        Tombstone.objects.create(identity=identity, record=record, at=at or timezone.now())


def write_tombstones(file: IO[str]) -> int:
    """Write all tombstones into a file, a line each, encrypted under the newest field key; return how many."""
    count = 0
    for stone in Tombstone.objects.order_by("pk").iterator():
        sealed = encrypt(stone.identity, _CONTEXT).hex()
        file.write(json.dumps({"row": sealed, "at": stone.at.isoformat()}) + "\n")
        count += 1
    return count


@transaction.atomic
def read_tombstones(lines: Iterable[str]) -> int:
    """Read what `write_tombstones` wrote; return how many lines that were. Raise ValidationError for anything else."""
    count = 0
    for number, line in enumerate(filter(str.strip, lines), start=1):
        try:
            told = json.loads(line)
            identity, at = decrypt(bytes.fromhex(told["row"]), _CONTEXT), parse_datetime(told["at"])
        except (ValueError, TypeError, KeyError, UnreadableValue) as error:
            raise ValidationError(_("%(line)d. satır okunamadı.") % {"line": number}) from error
        _remember(identity, None, at)
        count += 1
    return count


def forget_again() -> int:
    """Forget every row that a tombstone tells of, one a transaction; return how many are there.

    Rows that went along have tombstones of their own: whoever belonged to a household when the backup was made and had
    left it when the household was destroyed must not go with it.
    """
    done = 0
    for stone in Tombstone.objects.select_related("record").order_by("pk"):
        key, pk = stone.row
        kind = KINDS.get(key)
        if kind and kind.model and kind.forget and _forget_once_more(kind, pk, stone.record):
            done += 1
    return done


@transaction.atomic
def _forget_once_more(kind: RetentionKind, pk: int, record: DestructionRecord | None) -> bool:
    assert kind.model
    assert kind.forget
    row = kind.model._default_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        return False
    with audit.acting(reason=str(_("Geri yüklenen yedekten sonra yeniden imha"))):
        redact_trail(kind.forget(row), record)
    return True
