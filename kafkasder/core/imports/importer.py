"""What a room says about its import; everything else is the engine's."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.functional import Promise

from .columns import Column


class Mode(StrEnum):
    """What to do with rows that are registered already, and with those that are not."""

    INSERT = "insert"
    UPDATE = "update"
    UPSERT = "upsert"


@dataclass(frozen=True)
class Row:
    """A row below the header. `cells` are as they stand in the sheet; `values` are its known columns by name."""

    line: int
    cells: Sequence[Any]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row; `column` is empty where it is the whole row."""

    line: int
    column: str
    value: str
    reason: str | Promise
    shown: str = ""  # the value as others may see it; differs from `value` where that is masked


@dataclass
class Unit:
    """Rows that are saved together or not at all, such as a household's."""

    rows: list[Row]
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Tally:
    """What became of the rows, and of what they tell besides; the keys are the room's words for it."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    others: dict[str, int] = field(default_factory=dict)

    def add(self, label: str, count: int) -> None:
        if count:
            self.others[label] = self.others.get(label, 0) + count


U = TypeVar("U", bound=Unit)


class Importer(ABC, Generic[U]):
    """One kind of sheet of a room. The engine calls the methods in the order in which they stand here."""

    name: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    mode: Mode

    @abstractmethod
    def missing_columns(self, found: Iterable[str]) -> list[str]:
        """Return the labels of columns without which the sheet says too little."""

    def use_headers(self, headers: Mapping[str, str]) -> None:
        """Take note of the sheet's own names for the columns, so that complaints can use them."""

    @abstractmethod
    def units(self, rows: Iterator[Row]) -> Iterator[U]:
        """Gather a stream of rows into units."""

    @abstractmethod
    def check(self, unit: U) -> None:
        """Clean the rows of a unit by the same rules as the pages; put what is wrong into its `problems`."""

    @abstractmethod
    def match(self, units: Sequence[U]) -> None:
        """Find out which rows are registered already; more problems may turn up. May be called again for a race."""

    @abstractmethod
    def save(self, units: Sequence[U], tally: Tally) -> None:
        """Store units without problems, in the transaction of the caller."""

    def done(self, units: Sequence[U]) -> None:
        """Take note that a batch is over; `units` are all of it, those with problems too."""
