"""The order of a list: one sortable expression with the key as tiebreak, forwards, backwards and from a row on."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable

Rows = QuerySet[Any]

_KEY = "list_order"


@dataclass(frozen=True)
class Order:
    """Rows sort by `expression`, then by key in the same direction; rows without a value come last either way."""

    expression: Combinable
    descending: bool = False
    nullable: bool = False

    def sorted(self, rows: Rows, backwards: bool = False) -> Rows:
        """Return `rows` in this order, or in exactly the opposite one."""
        descending = self.descending != backwards
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.nullable else {}
        key = F(_KEY).desc(**nulls) if descending else F(_KEY).asc(**nulls)
        return rows.alias(**{_KEY: self.expression}).order_by(key, "-pk" if descending else "pk")

    def after(self, rows: Rows, pk: int, origin: Rows) -> Rows | None:
        """Return the part of `rows` that follows the row `pk` of `origin`, unsorted; None if there is no such row."""
        found = origin.filter(pk=pk).annotate(**{_KEY: self.expression}).values_list(_KEY, flat=True)[:1]
        for value in found:
            return rows.alias(**{_KEY: self.expression}).filter(self._beyond(value, pk))
        return None

    def _beyond(self, value: Any, pk: int) -> Q:
        """The condition that an index on the order answers; `key > x OR (key = x AND pk > y)` would read everything."""
        onward = "lt" if self.descending else "gt"
        later = Q(**{f"pk__{onward}": pk})
        if value is None:
            return Q(**{f"{_KEY}__isnull": True}) & later
        beyond = Q(**{f"{_KEY}__{onward}e": value}) & (Q(**{f"{_KEY}__{onward}": value}) | later)
        return beyond | Q(**{f"{_KEY}__isnull": True}) if self.nullable else beyond
