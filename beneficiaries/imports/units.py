"""Which rows make a household: by a number in a column, by the word "kendisi", by the head's name, or each its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kafkasder.core.imports import Problem, Row, Unit
from kafkasder.core.imports.cells import line_of, number_of
from kafkasder.core.text import fold

from ..choices import Relation
from ..models import Beneficiary
from .columns import HEAD_NAME, HOUSEHOLD_KEY, PERSON_COLUMNS

IBAN = "iban"  # the one cell of a person that is not kept with them but as an account of their household
_read_relation = next(column.read for column in PERSON_COLUMNS if column.name == "relation")


@dataclass
class Member:
    """A row as a person: what it says, cleaned, and who that is if registered."""

    row: Row
    values: dict[str, Any] = field(default_factory=dict)
    known: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.values.get('first_name', '')} {self.values.get('last_name', '')}"

    @property
    def birth(self) -> tuple[Any, Any]:
        return self.values.get("birth_date"), self.values.get("birth_year")


@dataclass
class Home(Unit):
    """The rows of one household; `key` is its number in the sheet, `known` the household if that is registered."""

    key: str = ""
    members: list[Member] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    known: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        self.rows.append(row)
        self.members.append(Member(row))

    def take_over(self, other: "Home") -> None:
        """Take the rows of another part of the same household, which is left empty."""
        self.rows += other.rows
        self.members += other.members
        self.problems += other.problems
        self.facts = other.facts | self.facts
        other.rows, other.members, other.problems = [], [], []

    @property
    def newcomers(self) -> list[Member]:
        return [member for member in self.members if member.known is None]

    def complain(self, member: Member, reason: Any) -> None:
        """Say what is wrong with a row as a whole."""
        self.problems.append(Problem(member.row.line, "", "", reason))

    def draft(self, member: Member) -> Beneficiary:
        return Beneficiary(**{name: value for name, value in member.values.items() if name != IBAN})


def gather(rows: Iterator[Row]) -> Iterator[Home]:
    """Yield households in the order of the sheet."""
    home: Home | None = None
    head = ""
    for row in rows:
        key, new_head = number_of(row.values.get(HOUSEHOLD_KEY.name)), _head_of(row)
        if home is None or _begins(row, home, key, head, new_head):
            if home is not None:
                yield home
            home = Home(rows=[], key=key)
        head = new_head or head
        home.add(row)
    if home is not None:
        yield home


def _begins(row: Row, home: Home, key: str, head: str, new_head: str) -> bool:
    """Tell whether a row begins a household; blank cells below a merged one belong to the household above."""
    if key:
        return key != home.key
    if _is_head(row):
        return True
    if HEAD_NAME.name in row.values:
        return bool(new_head) and new_head != head
    return HOUSEHOLD_KEY.name not in row.values and "relation" not in row.values


def _head_of(row: Row) -> str:
    return fold(line_of(row.values.get(HEAD_NAME.name)))


def _is_head(row: Row) -> bool:
    return "relation" in row.values and _read_relation(row.values["relation"]) == Relation.SELF
