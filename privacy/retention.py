"""What is kept for how long: each room registers its kinds of data in `AppConfig.ready`, with how rows are forgotten.

`due` finds the rows whose reason to be kept has ended, `forget` takes out of a row what tells of a person. A kind
without them is a statement: its rows go by other ways, and the policy says which.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.registry import Registry

# Tables and keys under which the audit trail tells of what was forgotten.
Traces = Mapping[str, Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class RetentionKind:
    """A kind of data. `key` stands in rows.

    `months` and `basis` are the suggestion with which the policy begins. `due(before)` gives the rows whose reason
    ended before that moment and that were not forgotten yet; `name` is the column that names a row. `forget(row)`
    anonymises a row in place, or deletes what has no life of its own, files included, and returns its traces; it may
    be called again for a row that was forgotten. `along(row)` gives the rows of other kinds that go with it, as pairs
    of key and row.
    """

    key: str
    label: str | Promise
    months: int
    basis: str | Promise
    model: type[Model] | None = None
    name: str = ""
    due: Callable[[datetime.datetime], QuerySet[Any]] | None = None
    forget: Callable[[Any], Traces] | None = None
    along: Callable[[Any], Iterable[tuple[str, Any]]] = lambda row: ()
    verb: str = ""
    order: int = 100

    @property
    def is_proposed(self) -> bool:
        """Whether rows of this kind are proposed for destruction."""
        return self.due is not None


KINDS: Registry[RetentionKind] = Registry()
Along = Callable[[Any], Iterable[tuple[str, Any]]]
_ALONG: dict[str, list[Along]] = {}
_WITH_ALL: list[Along] = []


def add_along(kind: str, rows: Along) -> None:
    """Have rows of a room above go with those of `kind`, which that room's own kinds know how to forget."""
    _ALONG.setdefault(kind, []).append(rows)


def add_along_with_all(rows: Along) -> None:
    """Have rows of a room go with whatever they are about, of any kind."""
    _WITH_ALL.append(rows)


def along_with(kind: RetentionKind, row: Any) -> list[tuple[str, Any]]:
    """Return all rows of other kinds that go with a row, as pairs of key and row."""
    pairs = [pair for rows in (*_ALONG.get(kind.key, ()), kind.along) for pair in rows(row)]
    every = (row, *(other for _key, other in pairs))
    return [*(pair for each in every for rows in _WITH_ALL for pair in rows(each)), *pairs]


def in_order() -> list[RetentionKind]:
    return sorted(KINDS.values(), key=lambda kind: (kind.order, kind.key))


def months_before(moment: datetime.datetime, months: int) -> datetime.datetime:
    """Return the same time of day so many months earlier, on the last day of a month that is too short."""
    count = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(count, 12)
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=year, month=month + 1, day=min(day, moment.day))
        except ValueError:
            continue
    raise ValueError(f"{moment} has no day {months} months before it")


def register_statements() -> None:
    """Register what the policy says without proposing rows: it ends by other ways."""
    KINDS.add(
        RetentionKind(
            key="audit",
            label=_("Denetim kayıtları"),
            months=84,
            basis=_("Zincirle mühürlüdür; panel kendiliğinden silmez. İmha edilenlerin değerleri içinden çıkarılır."),
            order=800,
        )
    )
    KINDS.add(
        RetentionKind(
            key="sessions",
            label=_("Oturumlar ve güvenlik olayları"),
            months=24,
            basis=_("Oturumlar süreleri dolunca biter; güvenlik olaylarını panel kendiliğinden silmez."),
            order=810,
        )
    )
