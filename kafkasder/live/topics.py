"""Topics: which tables, and where it is known which rows of them, were read or changed."""

from collections.abc import KeysView, Mapping
from typing import Any, Final

Rows = frozenset[str] | None

ALL_ROWS: Final[Rows] = None
NEW: Final = "+"  # a row came of which it is not known whose it is
# Above this many names a changed table counts as a whole, so that messages stay small. What is said in a thread of some
# hundred people names each of them, and wakes nobody else.
MANY: Final = 1_000
MOST_READ: Final = 10_000  # the same for tables that are read


def belonging(column: str, value: Any) -> str:
    """The name of all rows whose `column` holds `value`."""
    return f"{column}={value}"


class Topics:
    """A table maps to names of the rows meant, or to `ALL_ROWS`.

    A row is called by its primary key, as "id=5", and by each row that it belongs to, as "household_id=7": a change
    bears all names that its rows had before and have now, a read those by which it asked. `NEW` is borne by changes
    of which not all names are known, and by reads that such a change may concern.
    """

    __slots__ = ("most", "rows")

    def __init__(self, rows: Mapping[str, Rows] | None = None, *, most: int = MANY) -> None:
        self.rows: dict[str, Rows] = {}
        self.most = most
        for table, names in (rows or {}).items():
            self.add(table, names)

    def add(self, table: str, names: Rows = ALL_ROWS) -> None:
        known = self.rows.get(table, frozenset())
        together = None if known is None or names is None else known | names
        self.rows[table] = None if together is not None and len(together) > self.most else together

    def merge(self, other: "Topics") -> None:
        for table, names in other.rows.items():
            self.add(table, names)

    def touches(self, other: "Topics") -> bool:
        """Whether a change of these topics may alter what was read under the other ones."""
        return any(_meet(self.rows[table], other.rows[table]) for table in self.rows.keys() & other.rows.keys())

    def tables(self) -> KeysView[str]:
        return self.rows.keys()

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Topics) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]  # it grows

    def __repr__(self) -> str:
        return f"Topics({self.rows!r})"

    def to_wire(self) -> dict[str, list[str] | None]:
        return {table: None if names is None else sorted(names) for table, names in self.rows.items()}

    @classmethod
    def from_wire(cls, wire: Mapping[str, list[str] | None]) -> "Topics":
        return cls({table: None if names is None else frozenset(names) for table, names in wire.items()})


def _meet(changed: Rows, read: Rows) -> bool:
    return changed is None or read is None or not changed.isdisjoint(read)
