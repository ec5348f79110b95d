"""What every kind of sheet is read as."""

from typing import Any, NamedTuple


class Line(NamedTuple):
    """A row as it stands in the sheet, with the number that the person sees beside it."""

    number: int
    cells: list[Any]
