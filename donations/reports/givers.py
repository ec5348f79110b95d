"""Who gave most in a period, and how many gave in it and in another one.

No sums can tell how many different people gave in a time, so each donor is looked at: by whole years in the row that is
kept of each decade (`GiverDecade`), and by the donations themselves for the days before and after these years.
"""

from dataclasses import dataclass
from typing import Any, Final

from kafkasder.core.days import today
from kafkasder.core.reports import Period

from ..models.sums import YEARS
from .sums import Given, rows_of

TOP: Final = 20

# Hundredths are whole numbers, which float8 adds exactly up to 2^53 and several times as fast as bigint.
_GIVERS = """
SELECT donor_id, now > 0, count(*) FILTER (WHERE now > 0 AND NOT unnamed) OVER (),
    count(*) FILTER (WHERE before > 0 AND NOT unnamed) OVER ()
FROM (
    SELECT donor_id, sum(now) AS now, sum(kept::float8) AS kept, sum(before) AS before,
        donor_id IN (SELECT id FROM donations_donor WHERE kind = 'anonymous') AS unnamed
    FROM ({parts}) AS part (donor_id, now, kept, before) GROUP BY donor_id
) AS giver
ORDER BY now > 0 DESC, kept DESC, donor_id LIMIT {top}
"""
_DECADES = """
SELECT donor_id, {now}, {kept}, {before}
FROM donations_giverdecade WHERE currency = %s AND decade = ANY(%s)
"""
_DAYS = """
SELECT donor_id, 1, ((amount - refunded) * 100)::bigint, 0 FROM donations_donation
WHERE state IN ('completed', 'refunded') AND currency = %s AND day BETWEEN %s AND %s
"""
_DAYS_BEFORE = """
SELECT donor_id, 0, 0, 1 FROM donations_donation
WHERE state IN ('completed', 'refunded') AND currency = %s AND day BETWEEN %s AND %s
"""
_GIVEN = """
SELECT donor_id, sum(count), sum(amount), sum(refunded)
FROM ({parts}) AS part (donor_id, count, amount, refunded) GROUP BY donor_id
"""
_GIVEN_IN_YEARS = """
SELECT donor_id, count, amount, refunded FROM donations_donortotal
WHERE donor_id = ANY(%s) AND currency = %s AND year BETWEEN %s AND %s
"""
_GIVEN_IN_DAYS = """
SELECT donor_id, 1, amount, refunded FROM donations_donation
WHERE donor_id = ANY(%s) AND state IN ('completed', 'refunded') AND currency = %s AND day BETWEEN %s AND %s
"""


@dataclass(frozen=True)
class Giver:
    """What one donor gave."""

    donor: int
    given: Given


@dataclass(frozen=True)
class Givers:
    """Those who gave most, all unnamed ones as one, and how many gave who have a name, here and in the other period."""

    top: list[Giver]
    count: int = 0
    before: int = 0


def givers_in(period: Period, other: Period, currency: str) -> Givers:
    """Return who gave in a period, beside how many gave in another one."""
    years, days = period.years(today())
    years_before, days_before = other.years(today())
    parts: list[str] = []
    params: list[Any] = []
    if decades := sorted({year // YEARS for year in (*years, *years_before)}):
        now, kept = (_terms(name, years, decades) for name in ("count", "kept"))
        parts.append(_DECADES.format(now=now, kept=kept, before=_terms("count", years_before, decades)))
        params += [currency, decades]
    for part, spans in ((_DAYS, days), (_DAYS_BEFORE, days_before)):
        for span in spans:
            parts.append(part)
            params += [currency, span.first, span.last]
    rows = rows_of(_GIVERS.format(parts=" UNION ALL ".join(parts), top=TOP), *params)
    keys = [donor for donor, is_of_now, *_counts in rows if is_of_now]
    given = _given(keys, years, days, currency)
    return Givers([Giver(key, given[key]) for key in keys], *(rows[0][2:] if rows else ()))


def _terms(name: str, years: range, decades: list[int]) -> str:
    """Return what adds up the columns `name` of these years in a row of one of these decades."""
    terms = {decade: [f"{name}_{year % YEARS}" for year in years if year // YEARS == decade] for decade in decades}
    cases = " ".join(f"WHEN {decade} THEN {' + '.join(columns)}" for decade, columns in terms.items() if columns)
    return f"CASE decade {cases} ELSE 0 END" if cases else "0"


def _given(keys: list[int], years: range, days: list[Period], currency: str) -> dict[int, Given]:
    """Return what each of a few donors gave in whole years and in the days around them."""
    parts: list[str] = []
    params: list[Any] = []
    if years:
        parts.append(_GIVEN_IN_YEARS)
        params += [keys, currency, years[0], years[-1]]
    for span in days:
        parts.append(_GIVEN_IN_DAYS)
        params += [keys, currency, span.first, span.last]
    found = rows_of(_GIVEN.format(parts=" UNION ALL ".join(parts)), *params) if keys else []
    return {donor: Given(int(count), amount, refunded) for donor, count, amount, refunded in found}
