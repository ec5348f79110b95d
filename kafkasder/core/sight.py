"""Searching rows by what pages mask or leave out: who may not read a number or a name may not find by it either."""

from typing import Any, Self

from django.db.models import QuerySet


class SightQuerySet(QuerySet[Any]):
    """Rows that are found by a whole number, and by a part of one only for those who may read it in clear.

    Others would read a masked number digit by digit, from what each further one still finds. `visible_to` says who may;
    rows that were fetched past it are found by whole numbers alone.
    """

    parts_find = False

    def finding_by_parts(self, allowed: bool) -> Self:
        rows = self._chain()  # type: ignore[attr-defined]
        rows.parts_find = allowed
        return rows  # type: ignore[no-any-return]

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.parts_find = self.parts_find
        return clone
