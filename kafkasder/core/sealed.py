"""Texts that are sealed together with the row that they belong to: moved into another row, they do not open.

A model names the column and gives its text as a property; `bound_to` are the fields that tell which row it is, and are
set before anything is sealed::

    class Message(models.Model):
        sealed = SealedTextField(_("metin"), bound_to=("thread_id", "number"))

        @property
        def text(self) -> str:
            return opened(self, "sealed")

A row whose text does not open is still a row: `opened` gives an empty text, `is_sealed_shut` says so, and it is
reported once, without what it holds.
"""

import logging
from typing import Any

from django.db import models

from .crypto import UnreadableValue, seal, unseal

_log = logging.getLogger(__name__)
_MOST_REPORTED = 10_000
_reported: set[str] = set()
_OPENED = "_opened_texts"


class SealedTextField(models.BinaryField):
    """A text under a key and under the identity of its row; null when there is none. It cannot be searched."""

    description = "Sealed text"

    def __init__(self, *args: Any, bound_to: tuple[str, ...] = (), **options: Any) -> None:
        self.bound_to = tuple(bound_to)
        super().__init__(*args, **options | {"null": True, "blank": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for implied in ("null", "blank", "editable"):
            options.pop(implied, None)
        return name, path, args, options | {"bound_to": self.bound_to}

    def context_of(self, row: models.Model) -> str:
        """Return what the text of `row` is sealed with: the column, and the identity of the row."""
        identity = [getattr(row, name) for name in self.bound_to]
        if None in identity:
            raise ValueError(f"{self.model._meta.label}.{self.name} is sealed before {self.bound_to} are known")
        return ":".join(map(str, (self.model._meta.label_lower, self.name, *identity)))

    def seal(self, row: models.Model, text: str) -> None:
        """Put `text` into `row` sealed."""
        setattr(row, self.attname, seal(text.encode(), self.context_of(row)))
        _cache(row)[self.attname] = text

    def open(self, row: models.Model) -> str:
        """Return the text of `row`, empty if it has none; raise UnreadableValue if it does not open."""
        stored = getattr(row, self.attname)
        return "" if stored is None else unseal(bytes(stored), self.context_of(row)).decode()


def sealed_fields(model: type[models.Model]) -> list[SealedTextField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, SealedTextField)]


def opened(row: models.Model, name: str) -> str:
    """Return the text of a sealed column; empty, and reported, if it does not open."""
    cache = _cache(row)
    if name not in cache:
        cache[name] = _open(row, name)
    return cache[name] or ""


def is_sealed_shut(row: models.Model, name: str) -> bool:
    """Tell whether a row has a text that no present key opens."""
    opened(row, name)
    return _cache(row)[name] is None


def put(row: models.Model, name: str, text: str) -> None:
    """Seal `text` into a column of `row`, which is not saved by this; an empty text takes away what was there."""
    if text:
        _field(row, name).seal(row, text)
    else:
        setattr(row, name, None)
        _cache(row)[name] = ""


def _open(row: models.Model, name: str) -> str | None:
    field = _field(row, name)
    try:
        return field.open(row)
    except UnreadableValue:
        context = field.context_of(row)
        if context not in _reported and len(_reported) < _MOST_REPORTED:
            _reported.add(context)
            _log.error("A sealed text does not open: %s", context)
        return None


def _field(row: models.Model, name: str) -> SealedTextField:
    field = row._meta.get_field(name)
    if not isinstance(field, SealedTextField):
        raise TypeError(f"{row._meta.label}.{name} is no sealed text")
    return field


def _cache(row: models.Model) -> dict[str, str | None]:
    return row.__dict__.setdefault(_OPENED, {})  # type: ignore[no-any-return]
