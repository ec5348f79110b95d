"""Topics: which tables, and where it is known which rows of them, were read or changed."""

from collections.abc import KeysView, Mapping
from typing import Final

Rows = frozenset[str] | None

ALL_ROWS: Final[Rows] = None
NEW_ROWS: Final[Rows] = frozenset()
MANY: Final = 100  # above this many keys a table counts as a whole, so that messages stay small


class Topics:
    """A table maps to the primary keys of the rows meant, or to `ALL_ROWS`.

    `NEW_ROWS` says that rows came and none of those that were there is touched: it concerns whoever read
    the table, not whoever read single rows that exist.
    """

    __slots__ = ("rows",)

    def __init__(self, rows: Mapping[str, Rows] | None = None) -> None:
        self.rows: dict[str, Rows] = {}
        for table, keys in (rows or {}).items():
            self.add(table, keys)

    def add(self, table: str, keys: Rows = ALL_ROWS) -> None:
        known = self.rows.get(table, NEW_ROWS)
        together = None if known is None or keys is None else known | keys
        self.rows[table] = None if together is not None and len(together) > MANY else together

    def merge(self, other: "Topics") -> None:
        for table, keys in other.rows.items():
            self.add(table, keys)

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
        return {table: None if keys is None else sorted(keys) for table, keys in self.rows.items()}

    @classmethod
    def from_wire(cls, wire: Mapping[str, list[str] | None]) -> "Topics":
        return cls({table: None if keys is None else frozenset(keys) for table, keys in wire.items()})


def _meet(changed: Rows, read: Rows) -> bool:
    return changed is None or read is None or not changed.isdisjoint(read)
