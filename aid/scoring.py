"""The need score: facts of households from one statement, and the points that a version's rules give for them.

Facts are counted of active members as of a day. Health is told by encrypted records: the database cannot count it, so
a score reads it for the household that it is of, and a preview over all households counts whoever has such a record.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection

from beneficiaries.ages import age_on
from beneficiaries.choices import Category, Housing
from beneficiaries.models import Beneficiary, BudgetLine, Household, SensitiveRecord
from beneficiaries.states import PersonStatus

from .choices import Factor
from .models import ScoreRule

CHILD_UNDER, ELDERLY_FROM = 18, 65
BAD_HOUSING = (Housing.CONTAINER, Housing.TENT, "shanty", "street", "shelter")
NOT_ILL = {"", "none"}
OF_HEALTH = (Factor.DISABLED_AT_LEAST, Factor.ILL_AT_LEAST)
BAND = 10  # points that a distribution counts together


@dataclass(frozen=True)
class Facts:
    """What a score asks of a household; `income_per_head` is lira a month, None if nobody told any income."""

    size: int = 0
    children: int = 0
    elderly: int = 0
    orphans: int = 0
    students: int = 0
    disabled: int = 0
    ill: int = 0
    workers: int = 0
    income: Decimal | None = None
    housing: str = ""
    single_parent: bool = False
    refugee: bool = False
    emergency: bool = False

    @property
    def income_per_head(self) -> Decimal | None:
        if self.income is None or not self.size:
            return None
        return (self.income / self.size).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Reason:
    """A rule that gave points, and the figure for which it did."""

    factor: str
    threshold: Decimal | None
    points: int
    value: Any

    @property
    def is_of_health(self) -> bool:
        return self.factor in OF_HEALTH


@dataclass(frozen=True)
class Details:
    """What a score is kept with."""

    facts: Facts
    reasons: list[Reason]

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)

    def as_text(self) -> str:
        return json.dumps(asdict(self), default=str)

    @classmethod
    def of_text(cls, text: str) -> "Details":
        if not text:
            return cls(Facts(), [])  # it was forgotten
        told = json.loads(text)
        facts, reasons = told["facts"], told["reasons"]
        facts["income"] = None if facts["income"] is None else Decimal(facts["income"])
        for reason in reasons:
            reason["threshold"] = None if reason["threshold"] is None else Decimal(reason["threshold"])
        return cls(Facts(**facts), [Reason(**reason) for reason in reasons])


def facts_of(household: Household, day: date) -> Facts:
    """Return the facts of one household; it reads the members' health records."""
    people = list(household.members.filter(status=PersonStatus.ACTIVE))
    lines = household.budget_lines.filter(kind=BudgetLine.Kind.INCOME, currency="TRY")
    return facts_from(household, people, lines, SensitiveRecord.objects.filter(person__in=people), day)


def facts_from(
    household: Household,
    people: Sequence[Beneficiary],
    lines: Iterable[BudgetLine],
    records: Iterable[SensitiveRecord],
    day: date,
) -> Facts:
    """Return them from rows that were fetched: active members, their income in lira, and their health records."""
    ages = [age_on(day, person.birth_date, person.birth_year) for person in people]
    incomes = [line.amount for line in lines]
    kept = list(records)
    flags = [{each.strip() for each in record.health_flags.split(",")} - NOT_ILL for record in kept]
    groups = [bool(record.disability_group) for record in kept]
    return Facts(
        size=len(people),
        children=sum(age is not None and age < CHILD_UNDER for age in ages),
        elderly=sum(age is not None and age >= ELDERLY_FROM for age in ages),
        orphans=sum(bool(person.orphan_type) for person in people),
        students=sum(person.work == "student" for person in people),
        disabled=sum(has or "disabled" in each for has, each in zip(groups, flags, strict=True)),
        ill=sum(bool(each - {"disabled"}) for each in flags),
        workers=sum(person.work in ("working", "daily", "unregistered") for person in people),
        income=sum(incomes, Decimal(0)) if incomes else None,
        housing=household.housing,
        single_parent=bool({Category.SINGLE_PARENT, Category.WIDOW} & set(household.categories)),
        refugee=Category.FAMILY_REFUGEE in household.categories,
        emergency=household.is_emergency,
    )


def reasons_of(facts: Facts, rules: Iterable[ScoreRule]) -> list[Reason]:
    """Return the rules that give points for these facts, each with the figure that it met."""
    return [
        Reason(rule.factor, rule.threshold, rule.points, value)
        for rule in rules
        if (value := _met(facts, rule.factor, rule.threshold)) is not None
    ]


def _met(facts: Facts, factor: str, threshold: Decimal | None) -> Any:
    """Return the figure by which a household meets a factor, True for one without a figure; None if it does not."""
    match factor:
        case Factor.NO_INCOME:
            return True if facts.size and facts.income in (None, 0) else None
        case Factor.INCOME_PER_HEAD_BELOW:
            value = facts.income_per_head
            return value if value is not None and threshold is not None and value < threshold else None
        case Factor.PAYS_RENT:
            return True if facts.housing == Housing.RENTED else None
        case Factor.BAD_HOUSING:
            return True if facts.housing in BAD_HOUSING else None
        case Factor.SINGLE_PARENT:
            return facts.single_parent or None
        case Factor.REFUGEE:
            return facts.refugee or None
        case Factor.NOBODY_WORKS:
            return True if facts.size and not facts.workers else None
        case Factor.EMERGENCY:
            return facts.emergency or None
    count = getattr(facts, _COUNTS[factor])
    return count if threshold is not None and count >= threshold else None


_COUNTS: dict[str, str] = {
    Factor.CHILDREN_AT_LEAST: "children",
    Factor.SIZE_AT_LEAST: "size",
    Factor.ORPHANS_AT_LEAST: "orphans",
    Factor.ELDERLY_AT_LEAST: "elderly",
    Factor.STUDENTS_AT_LEAST: "students",
    Factor.DISABLED_AT_LEAST: "disabled",
    Factor.ILL_AT_LEAST: "ill",
}

_ALL = """
WITH people AS (
    SELECT household_id, count(*) AS size,
        count(*) FILTER (WHERE born > %(child_born)s) AS children,
        count(*) FILTER (WHERE born <= %(elderly_born)s) AS elderly,
        count(*) FILTER (WHERE orphan_type <> '') AS orphans,
        count(*) FILTER (WHERE work = 'student') AS students,
        count(*) FILTER (WHERE work IN ('working', 'daily', 'unregistered')) AS workers,
        count(record.person_id) FILTER (WHERE record.disability_group IS NOT NULL) AS disabled,
        count(record.person_id) FILTER (WHERE record.health_flags IS NOT NULL) AS ill
    FROM beneficiaries_beneficiary AS person
        LEFT JOIN beneficiaries_sensitiverecord AS record ON record.person_id = person.id
    WHERE person.status = 'active' GROUP BY 1
), budget AS (
    SELECT household_id, sum(amount) AS income FROM beneficiaries_budgetline
    WHERE kind = 'income' AND currency = 'TRY' GROUP BY 1
), facts AS (
    SELECT household.id, household.housing, household.categories, household.is_emergency,
        coalesce(size, 0) AS size, coalesce(children, 0) AS children, coalesce(elderly, 0) AS elderly,
        coalesce(orphans, 0) AS orphans, coalesce(students, 0) AS students, coalesce(workers, 0) AS workers,
        coalesce(disabled, 0) AS disabled, coalesce(ill, 0) AS ill, income,
        CASE WHEN size > 0 THEN round(income / size, 2) END AS per_head
    FROM beneficiaries_household AS household
        LEFT JOIN people ON people.household_id = household.id LEFT JOIN budget ON budget.household_id = household.id
    WHERE household.status = 'active'
)
"""
_TOUCHED = "SELECT count(*), {counts} FROM facts"
_BANDS = """
SELECT CASE WHEN points = 0 THEN 0 ELSE (points - 1) / {band} + 1 END, count(*)
FROM (SELECT {points} AS points FROM facts) AS scored GROUP BY 1 ORDER BY 1
"""
_CONDITIONS: dict[str, str] = {
    Factor.NO_INCOME: "size > 0 AND coalesce(income, 0) = 0",
    Factor.INCOME_PER_HEAD_BELOW: "per_head < {threshold}",
    Factor.PAYS_RENT: "housing = 'rented'",
    Factor.BAD_HOUSING: "housing IN ('container', 'tent', 'shanty', 'street', 'shelter')",
    Factor.SINGLE_PARENT: "categories && ARRAY['single_parent', 'widow']::varchar[]",
    Factor.REFUGEE: "categories @> ARRAY['family_refugee']::varchar[]",
    Factor.NOBODY_WORKS: "size > 0 AND workers = 0",
    Factor.EMERGENCY: "is_emergency",
    **{factor: f"{column} >= {{threshold}}" for factor, column in _COUNTS.items()},
}


def touched(rules: list[ScoreRule], day: date) -> tuple[int, list[int]]:
    """Return how many active households there are, and how many of them each rule gives points, in one statement."""
    counts = ", ".join(f"count(*) FILTER (WHERE {_condition(rule)})" for rule in rules) or "0"
    ((whole, *each),) = _asked(_TOUCHED.format(counts=counts), day)
    return whole, each[: len(rules)]


def distribution(rules: list[ScoreRule], day: date) -> list[tuple[int, int, int]]:
    """Return how many active households would score how much: first and last points of each band, and the count.

    Of health it counts whoever has a record, as `touched` does.
    """
    points = " + ".join(f"CASE WHEN {_condition(rule)} THEN {int(rule.points)} ELSE 0 END" for rule in rules) or "0"
    rows = _asked(_BANDS.format(band=BAND, points=points), day)
    return [(max((band - 1) * BAND + 1, 0), band * BAND, count) for band, count in rows]


def _asked(statement: str, day: date) -> list[tuple[Any, ...]]:
    years = {"child_born": CHILD_UNDER, "elderly_born": ELDERLY_FROM}
    with connection.cursor() as cursor:
        sql = f"{_ALL.strip()}\n{statement.strip()}"
        cursor.execute(sql, {name: _years_before(day, count) for name, count in years.items()})
        return cursor.fetchall()


def _condition(rule: ScoreRule) -> str:
    """Return a rule as SQL; a threshold is a Decimal, so that nothing but digits gets into it."""
    return _CONDITIONS[rule.factor].format(threshold=f"{rule.threshold:f}" if rule.threshold is not None else "0")


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
