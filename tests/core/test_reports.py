"""Periods of reports, with what they are compared, and how changes are said."""

from datetime import date
from decimal import Decimal

import pytest

from kafkasder.core.reports import Against, Figure, Kind, Period, Span, change_words, compared_with, period_of

PREVIOUS, LAST_YEAR = Against.PREVIOUS, Against.LAST_YEAR


def days(first, last):
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("span", "today", "period"),
    [
        (Span.THIS_MONTH, "2026-03-01", ("2026-03-01", "2026-03-01")),
        (Span.THIS_MONTH, "2026-03-31", ("2026-03-01", "2026-03-31")),
        (Span.LAST_MONTH, "2026-03-31", ("2026-02-01", "2026-02-28")),
        (Span.LAST_MONTH, "2024-03-30", ("2024-02-01", "2024-02-29")),
        (Span.LAST_MONTH, "2026-01-15", ("2025-12-01", "2025-12-31")),
        (Span.THIS_YEAR, "2024-02-29", ("2024-01-01", "2024-02-29")),
        (Span.LAST_12_MONTHS, "2026-11-26", ("2025-12-01", "2026-11-26")),
        (Span.LAST_12_MONTHS, "2026-12-31", ("2026-01-01", "2026-12-31")),
    ],
)
def test_named_periods(span, today, period):
    assert period_of(span, date.fromisoformat(today)) == days(*period)


@pytest.mark.parametrize(
    ("span", "today", "against", "other"),
    [
        # As many days of the month before, as far as it has them
        (Span.THIS_MONTH, "2026-11-26", PREVIOUS, ("2026-10-01", "2026-10-26")),
        (Span.THIS_MONTH, "2026-03-30", PREVIOUS, ("2026-02-01", "2026-02-28")),
        (Span.THIS_MONTH, "2024-03-30", PREVIOUS, ("2024-02-01", "2024-02-29")),
        # Whole months are compared with whole ones
        (Span.THIS_MONTH, "2026-04-30", PREVIOUS, ("2026-03-01", "2026-03-31")),
        (Span.THIS_MONTH, "2026-02-28", PREVIOUS, ("2026-01-01", "2026-01-31")),
        (Span.LAST_MONTH, "2026-04-10", PREVIOUS, ("2026-02-01", "2026-02-28")),
        (Span.LAST_MONTH, "2026-01-10", PREVIOUS, ("2025-11-01", "2025-11-30")),
        (Span.THIS_MONTH, "2024-02-28", LAST_YEAR, ("2023-02-01", "2023-02-28")),
        (Span.THIS_MONTH, "2024-02-29", LAST_YEAR, ("2023-02-01", "2023-02-28")),
        (Span.THIS_MONTH, "2025-02-28", LAST_YEAR, ("2024-02-01", "2024-02-29")),
        (Span.THIS_YEAR, "2024-02-29", PREVIOUS, ("2023-01-01", "2023-02-28")),
        (Span.THIS_YEAR, "2026-11-26", PREVIOUS, ("2025-01-01", "2025-11-26")),
        (Span.LAST_12_MONTHS, "2026-11-26", PREVIOUS, ("2024-12-01", "2025-11-26")),
    ],
)
def test_what_named_periods_are_compared_with(span, today, against, other):
    period = period_of(span, date.fromisoformat(today))
    assert compared_with(period, against, span) == days(*other)


@pytest.mark.parametrize(
    ("period", "against", "other"),
    [
        (("2026-03-10", "2026-03-12"), PREVIOUS, ("2026-03-07", "2026-03-09")),
        (("2024-03-01", "2024-03-01"), PREVIOUS, ("2024-02-29", "2024-02-29")),
        (("2026-01-01", "2026-03-31"), PREVIOUS, ("2025-10-01", "2025-12-31")),
        (("2024-02-29", "2024-02-29"), LAST_YEAR, ("2023-02-28", "2023-02-28")),
        (("2025-12-15", "2026-01-14"), LAST_YEAR, ("2024-12-15", "2025-01-14")),
    ],
)
def test_what_chosen_days_are_compared_with(period, against, other):
    assert compared_with(days(*period), against) == days(*other)


def test_a_period_is_whole_months_and_the_days_around_them():
    today = date(2026, 11, 26)
    assert days("2026-01-01", "2026-11-26").parts(today) == (days("2026-01-01", "2026-11-26"), [])
    assert days("2026-03-10", "2026-03-12").parts(today) == (None, [days("2026-03-10", "2026-03-12")])
    assert days("2026-02-10", "2026-04-30").parts(today) == (
        days("2026-03-01", "2026-04-30"),
        [days("2026-02-10", "2026-02-28")],
    )
    assert days("2024-02-01", "2024-03-01").parts(today) == (
        days("2024-02-01", "2024-02-29"),
        [days("2024-03-01", "2024-03-01")],
    )


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (Decimal("112.50"), Decimal(100), "+12,50\u00a0₺ (+%12,5)"),
        (Decimal(50), Decimal(100), "−50,00\u00a0₺ (−%50,0)"),
        (Decimal(50), Decimal(0), "+50,00\u00a0₺"),
        (Decimal(0), Decimal(0), "0,00\u00a0₺"),
        (None, Decimal(1), ""),
    ],
)
def test_how_a_change_is_said(now, then, said):
    assert change_words(Figure("a", "A", now, then), "TRY") == said


def test_less_may_be_better():
    assert Figure("a", "A", 2, 3, Kind.COUNT).tone == "danger"
    assert Figure("a", "A", 2, 3, Kind.COUNT, less_is_better=True).tone == "success"


@pytest.mark.parametrize(
    ("period", "years", "rest"),
    [
        (("2024-01-01", "2025-12-31"), [2024, 2025], []),
        (("2024-01-01", "2026-11-26"), [2024, 2025, 2026], []),  # it runs until today
        (("2024-01-02", "2026-11-25"), [2025], [("2024-01-02", "2024-12-31"), ("2026-01-01", "2026-11-25")]),
        (("2025-12-01", "2026-12-31"), [2026], [("2025-12-01", "2025-12-31")]),
        (("2026-03-01", "2026-11-26"), [], [("2026-03-01", "2026-11-26")]),
        (("2025-02-01", "2025-12-30"), [], [("2025-02-01", "2025-12-30")]),
    ],
)
def test_whole_years_and_the_days_around_them(period, years, rest):
    whole, others = days(*period).years(date(2026, 11, 26))
    assert [*whole] == years
    assert others == [days(*each) for each in rest]
