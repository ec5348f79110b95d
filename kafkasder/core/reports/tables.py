"""What a report says: figures, each beside its former one, and tables; pages, charts and files are made of them.

An amount is of one currency, which the report names; amounts of two are never in one table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..money import format_money

Label = str | Promise
NOTHING = "–"


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    WORDS = "words"  # of several numbers that are not of one kind
    ANY = "any"  # each row says for itself

    def words(self, value: Any, currency: str) -> str:
        """Say a value as pages and paper have it; nothing is a dash."""
        if value is None:
            return NOTHING
        match self:
            case Kind.COUNT:
                return number_format(value, use_l10n=True, force_grouping=True)
            case Kind.MONEY:
                return format_money(value, currency)
            case Kind.PERCENT:
                return _percent(value)
        return str(value)

    @property
    def is_number(self) -> bool:
        return self is not Kind.TEXT


@dataclass(frozen=True)
class Column:
    """A column; with `drawn` the chart shows it, with `signed` a rise has a plus."""

    label: Label
    kind: Kind = Kind.TEXT
    drawn: bool = False
    signed: bool = False


@dataclass(frozen=True)
class Cell:
    """A value and how it is said."""

    value: Any
    words: str
    column: Column
    kind: Kind

    @property
    def raw(self) -> str:
        """The number as scripts read it."""
        return str(self.value) if isinstance(self.value, int | Decimal) else ""


@dataclass(frozen=True)
class Row:
    """A row; the cell in front leads to `url`, if it has one. `kind` is that of its values where columns have none."""

    values: Sequence[Any]
    url: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table, and as what a chart draws it: `bar`, `line` or `share`; without `chart` none does.

    The first column names the rows. `total` is the row under them.
    """

    key: str
    title: Label
    columns: Sequence[Column]
    rows: Sequence[Row]
    currency: str = "TRY"
    chart: str = ""
    icon: str = "chart"
    note: Label = ""
    total: Row | None = None

    def cells(self, row: Row) -> Iterator[Cell]:
        for column, value in zip(self.columns, row.values, strict=True):
            kind = row.kind if row.kind and column.kind is Kind.ANY else column.kind
            words = kind.words(value, self.currency)
            if column.signed and value is not None and value > 0:
                words = f"+{words}"
            yield Cell(value, words, column, kind)

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything for a chart to draw."""
        places = [place for place, column in enumerate(self.columns) if column.drawn]
        return bool(self.chart) and any(row.values[place] for row in self.rows for place in places)

    @property
    def lines(self) -> Iterator[tuple[Row, list[Cell]]]:
        """The rows with their cells, as templates draw them."""
        for row in self.rows:
            yield row, list(self.cells(row))

    @property
    def total_cells(self) -> list[Cell]:
        return list(self.cells(self.total)) if self.total else []


@dataclass(frozen=True)
class Figure:
    """A number of the period and what it was in the other one; `less_is_better` for what nobody wants more of."""

    key: str
    label: Label
    value: Any
    before: Any = None
    kind: Kind = Kind.MONEY
    less_is_better: bool = False

    @property
    def difference(self) -> Any:
        return None if self.value is None or self.before is None else self.value - self.before

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.value, self.before)

    @property
    def tone(self) -> str:
        """Whether the change is a good one, as components name it."""
        if not self.difference:
            return "neutral"
        return "success" if (self.difference > 0) != self.less_is_better else "danger"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a page shows and a file holds."""

    key: str
    title: Label
    period: Label
    compared: Label
    currency: str
    figures: Sequence[Figure]
    tables: Sequence[Table]
    notes: Sequence[Label] = field(default_factory=list)

    @property
    def drawn_figures(self) -> Iterator[dict[str, Any]]:
        """The figures as templates draw them."""
        for figure in self.figures:
            yield {
                "figure": figure,
                "words": figure.kind.words(figure.value, self.currency),
                "before": figure.kind.words(figure.before, self.currency),
                "change": change_words(figure, self.currency),
            }

    @property
    def summary(self) -> Table:
        """The figures as a table, for files."""
        rows = [
            Row([figure.label, figure.value, figure.before, figure.percent], kind=figure.kind)
            for figure in self.figures
        ]
        columns = [
            Column(_("Gösterge")),
            Column(_("Dönem"), Kind.ANY),
            Column(_("Karşılaştırılan dönem"), Kind.ANY),
            Column(_("Değişim"), Kind.PERCENT, signed=True),
        ]
        return Table(key="summary", title=_("Özet"), columns=columns, rows=rows, currency=self.currency)


def percent_of(value: Any, before: Any) -> Decimal | None:
    """By how many percent `value` is more than `before`; None where that says nothing."""
    if value is None or not before or before < 0:
        return None
    return (Decimal(value - before) * 100 / Decimal(before)).quantize(Decimal("0.1"))


def change_words(figure: Figure, currency: str) -> str:
    """Say a figure's change: `+1.250,00 ₺ (+%12,5)`; nothing where there is nothing to compare with."""
    if figure.difference is None:
        return ""
    sign = "+" if figure.difference > 0 else ""
    change = f"{sign}{figure.kind.words(figure.difference, currency)}"
    percent = figure.percent
    return change if percent is None else f"{change} ({'+' if percent > 0 else ''}{_percent(percent)})"


def _percent(value: Decimal) -> str:
    sign, number = "−" if value < 0 else "", number_format(abs(value), decimal_pos=1, use_l10n=True)
    return f"{sign}%{number}" if (get_language() or "tr").startswith("tr") else f"{sign}{number}%"
