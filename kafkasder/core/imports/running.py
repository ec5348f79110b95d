"""Running an import: one transaction, batch after batch, so that memory does not grow with the sheet.

Checking, dry run and saving go the same way through the database; what must not stay is rolled back at the end.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction

from kafkasder.core.batches import batched_by_size
from kafkasder.core.locks import lock_named

from .importer import Importer, Mode, Problem, Tally, Unit
from .plan import Plan
from .report import Report

BATCH_ROWS = 5_000
MOST_KEPT_PROBLEMS = 200
_DOUBLE_SHARE = 0.5


class Outcome(StrEnum):
    """What became of the import as a whole."""

    SAVED = "saved"
    CHECKED = "checked"  # a dry run
    HAS_PROBLEMS = "has_problems"  # nothing was saved because of them
    LOOKS_DOUBLE = "looks_double"  # nothing was saved: most rows are registered already


@dataclass(frozen=True)
class Options:
    """How to run. `keep_good` saves what is right although something else is wrong; `force` takes double sheets too."""

    dry_run: bool = False
    keep_good: bool = False
    force: bool = False


@dataclass
class Result:
    """What an import did, or would do. Of the problems the first are kept; the report has them all."""

    outcome: Outcome = Outcome.SAVED
    rows: int = 0
    bad_rows: int = 0
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def note(self, unit: Unit) -> None:
        self.bad_rows += len(unit.rows)
        self.problem_count += len(unit.problems)
        self.problems += unit.problems[: MOST_KEPT_PROBLEMS - len(self.problems)]

    @property
    def looks_double(self) -> bool:
        """Whether more than half of the rows would change nothing, as when a sheet is imported for the second time."""
        known = self.tally.created + self.tally.updated + self.tally.unchanged
        return self.tally.unchanged > known * _DOUBLE_SHARE


def run(
    plan: Plan,
    importer: Importer[Any],
    options: Options,
    *,
    report: Report | None = None,
    progress: Callable[[int], object] | None = None,
) -> Result:
    """Import a sheet and say what became of it; `progress` is called with the number of rows done since last time."""
    result = Result()
    importer.use_headers({name: plan.header.name_of(name) for name in plan.header.places})
    with transaction.atomic():
        _wait_for_others(importer.name)
        for batch in batched_by_size(importer.units(plan.rows()), BATCH_ROWS, size=lambda unit: len(unit.rows)):
            _take(batch, importer, options, result, report)
            done = sum(len(unit.rows) for unit in batch)
            result.rows += done
            if progress:
                progress(done)
        result.outcome = _judge(result, importer.mode, options)
        transaction.set_rollback(result.outcome is not Outcome.SAVED)
    return result


def _wait_for_others(name: str) -> None:
    """Let imports of one kind run one after the other: each must see whom the one before it has registered."""
    lock_named(f"import {name}")


def _take(
    batch: Sequence[Unit], importer: Importer[Any], options: Options, result: Result, report: Report | None
) -> None:
    for unit in batch:
        importer.check(unit)
    importer.match(batch)
    _save(batch, importer, result)
    importer.done(batch)
    for unit in batch:
        if unit.problems:
            result.note(unit)
            if report:
                report.add(unit)


def _save(batch: Sequence[Unit], importer: Importer[Any], result: Result) -> None:
    """Save the good units; if somebody has registered one of the people meanwhile, look again and save the others."""
    before = deepcopy(result.tally)
    try:
        with transaction.atomic():
            importer.save(_good(batch), result.tally)
    except IntegrityError:
        result.tally = before
        importer.match(_good(batch))
        importer.save(_good(batch), result.tally)


def _good(batch: Sequence[Unit]) -> list[Unit]:
    return [unit for unit in batch if not unit.problems]


def _judge(result: Result, mode: Mode, options: Options) -> Outcome:
    if options.dry_run:
        return Outcome.CHECKED
    if result.problem_count and not options.keep_good:
        return Outcome.HAS_PROBLEMS
    if result.looks_double and mode is not Mode.UPDATE and not options.force:
        return Outcome.LOOKS_DOUBLE
    return Outcome.SAVED
