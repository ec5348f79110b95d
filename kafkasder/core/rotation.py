"""Bringing what is encrypted under the newest key while everybody works.

A column is walked by the primary key, so a value that does not open is met once in a walk and left as it is. Few rows
are locked at a time, and none is waited for while others are held: nobody waits for more than a moment, and nothing can
lock itself. What somebody wrote back who had read it before is found by one more walk.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from .crypto import BlindIndexField, EncryptedTextField, UnreadableValue, encrypted_fields, written_with_an_older_key
from .sealed import SealedTextField, sealed_fields

ROWS_IN_A_TRANSACTION = 50
_MOST_WALKS = 10
Column = EncryptedTextField | SealedTextField


@dataclass
class Outcome:
    """How many values were written anew, and the keys of the rows whose value no present key opens."""

    done: int = 0
    shut: set[Any] = field(default_factory=set)


def columns_of(model: type[models.Model]) -> list[Column]:
    return [*encrypted_fields(model), *sealed_fields(model)]


def rotate(column: Column) -> Outcome:
    """Write the values of a column that an older key wrote under the newest one."""
    outcome = Outcome()
    for _walk in range(_MOST_WALKS):
        before = outcome.done
        _walk_once(column, outcome)
        if outcome.done == before:
            break
    return outcome


def _walk_once(column: Column, outcome: Outcome) -> None:
    older = written_with_an_older_key(column.model, column).order_by("pk")
    rest = older
    while keys := list(rest.values_list("pk", flat=True)[:ROWS_IN_A_TRANSACTION]):
        met = _write_anew(column, older.filter(pk__in=keys), outcome, wait=False)
        for key in keys:
            if key not in met:  # somebody is writing it
                _write_anew(column, older.filter(pk=key), outcome, wait=True)
        rest = older.filter(pk__gt=keys[-1])


@transaction.atomic
def _write_anew(column: Column, older: models.QuerySet[Any], outcome: Outcome, *, wait: bool) -> Sequence[Any]:
    """Write the values of some rows anew; return the keys of those that could be locked."""
    locked = older.select_for_update(no_key=True, skip_locked=not wait)
    keys = list(locked.values_list("pk", flat=True))
    others = [each.name for each in columns_of(column.model) if each is not column]
    for key in keys:
        try:
            _save(column, column.model._base_manager.defer(*others).get(pk=key))
            outcome.done += 1
            outcome.shut.discard(key)
        except UnreadableValue:
            outcome.shut.add(key)
    return keys


def _save(column: Column, row: models.Model) -> None:
    """Write a value under the newest key, and what is kept beside it so that it can be found."""
    beside: Sequence[str]
    if isinstance(column, SealedTextField):
        column.seal(row, column.open(row))
        renew = getattr(row, "renew_index", None)
        beside = renew() if renew else ()
    else:
        indexes = [each for each in row._meta.concrete_fields if isinstance(each, BlindIndexField)]
        beside = [each.name for each in indexes if each.of == column.name]
    row.save(update_fields=[column.name, *beside])
