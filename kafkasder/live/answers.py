"""A look at what the database answered to a statement, which takes nothing from whoever asked."""

from typing import Any

from psycopg import ServerCursor


class CursorAnswer:
    """The answer that a Django cursor has after `execute`; server-side cursors have none yet."""

    def __init__(self, cursor: Any) -> None:
        has_rows = not isinstance(cursor.cursor, ServerCursor)  # else it seems to have an answer without any
        self._result = getattr(cursor.cursor, "pgresult", None) if has_rows else None

    def column(self, index: int, name: str) -> frozenset[str] | None:
        """Return the values of the column that is called `name`, as text; None if that cannot be told."""
        values = self.values(index, name)
        return None if values is None else frozenset(value for value in values if value is not None)

    def values(self, index: int, name: str) -> list[str | None] | None:
        result = self._result
        if result is None or index >= result.nfields or result.fname(index) != name.encode() or result.fformat(index):
            return None
        found = (result.get_value(row, index) for row in range(result.ntuples))
        return [None if value is None else value.decode() for value in found]
