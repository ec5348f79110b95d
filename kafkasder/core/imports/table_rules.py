"""The rules that a table keeps by itself (its check constraints), asked of rows before they are written.

The database would name the first broken rule of one row and refuse the whole batch; here every row hears of all of its
own. What this cannot work out is left to the database.
"""

import operator
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CheckConstraint, F, Model, Q

Verdict = bool | None  # None: not known, as SQL has it, which breaks no rule
Test = Callable[[Any], Verdict]

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, choices: value in choices,
    "regex": lambda value, pattern: re.search(pattern, value) is not None,
}
_PARTS = ("day", "month", "year")


class TableRules:
    """The check constraints of a model, made ready once for many rows."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        checks = [each for each in model._meta.constraints if isinstance(each, CheckConstraint)]
        self._tests = [(each, self._test(each.condition)) for each in checks]

    def broken_by(self, row: Model) -> Iterable[CheckConstraint]:
        """Return the rules that a row breaks."""
        return [constraint for constraint, test in self._tests if test(row) is False]

    def _test(self, condition: Any) -> Test:
        if isinstance(condition, tuple):
            return self._comparison(*condition)
        if not isinstance(condition, Q):
            return _unknown
        tests = [self._test(child) for child in condition.children]
        joined = tests[0] if len(tests) == 1 else (_all if condition.connector == Q.AND else _any)(tests)
        return _not(joined) if condition.negated else joined

    def _comparison(self, path: str, wanted: Any) -> Test:
        name, *lookups = path.split("__")
        value_of = self._value_of(name)
        if value_of is None:
            return _unknown
        if lookups and lookups[0] in _PARTS:
            value_of = _part(value_of, lookups.pop(0))
        lookup = lookups[0] if lookups else "exact"
        if lookup == "isnull" or wanted is None:
            is_null = wanted is None or bool(wanted)
            return lambda row: (value_of(row) is None) is is_null
        other: Any = wanted
        wanted_of = self._value_of(other.name) if isinstance(wanted, F) else _always(lookup, wanted)
        compare = _COMPARED.get(lookup)
        return _unknown if compare is None or wanted_of is None else _compared(value_of, compare, wanted_of)

    def _value_of(self, name: str) -> Callable[[Any], Any] | None:
        """Return what reads a column of a row as the database will hold it."""
        try:
            field = self._model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        read = operator.attrgetter(field.attname)  # type: ignore[union-attr]
        if field.null and field.empty_strings_allowed:
            return lambda row: None if (value := read(row)) == "" else value
        return read


def _always(lookup: str, wanted: Any) -> Callable[[Any], Any] | None:
    if hasattr(wanted, "resolve_expression"):
        return None
    fixed = frozenset(wanted) if lookup == "in" else wanted
    return lambda row: fixed


def _part(value_of: Callable[[Any], Any], part: str) -> Callable[[Any], Any]:
    return lambda row: getattr(value_of(row), part, None)


def _compared(
    value_of: Callable[[Any], Any], compare: Callable[[Any, Any], bool], wanted_of: Callable[[Any], Any]
) -> Test:
    def test(row: Any) -> Verdict:
        value, wanted = value_of(row), wanted_of(row)
        return None if value is None or wanted is None else compare(value, wanted)

    return test


def _all(tests: list[Test]) -> Test:
    def test(row: Any) -> Verdict:
        verdict: Verdict = True
        for each in tests:
            found = each(row)
            if found is False:
                return False
            verdict = verdict if found else None
        return verdict

    return test


def _any(tests: list[Test]) -> Test:
    def test(row: Any) -> Verdict:
        verdict: Verdict = False
        for each in tests:
            found = each(row)
            if found:
                return True
            verdict = None if found is None else verdict
        return verdict

    return test


def _not(test: Test) -> Test:
    def opposite(row: Any) -> Verdict:
        found = test(row)
        return None if found is None else not found

    return opposite


def _unknown(row: Any) -> Verdict:
    return None
