"""Tables of figures and goals, for the screen and for `docs/performance.md`."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Goal:
    text: str
    reached: str
    met: bool


@dataclass
class Part:
    """One table with what is to be said of it."""

    title: str
    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        self.rows.append([str(cell) for cell in cells])

    def demand(self, text: str, reached: str, *, met: bool) -> None:
        self.goals.append(Goal(text, reached, met))

    def as_markdown(self) -> str:
        lines = [f"### {self.title}", "", *_table(self.header, self.rows)]
        lines += ["", *(f"* {note}" for note in self.notes)] if self.notes else []
        if self.goals:
            verdicts = [[goal.text, goal.reached, "yes" if goal.met else "**no**"] for goal in self.goals]
            lines += ["", *_table(["goal", "reached", "met"], verdicts, words=3)]
        return "\n".join(lines)


def _table(header: list[str], rows: list[list[str]], words: int = 1) -> list[str]:
    """The lines of a table; all columns but the first `words` are aligned to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    rule = ["-" * width if place < words else "-" * (width - 1) + ":" for place, width in enumerate(widths)]
    return [_line(header, widths, words), _line(rule, widths, words), *(_line(row, widths, words) for row in rows)]


def _line(cells: list[str], widths: list[int], words: int) -> str:
    padded = [
        cell.ljust(width) if place < words else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"
