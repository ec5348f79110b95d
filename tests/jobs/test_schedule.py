"""Schedules over whole years, by the clocks of Istanbul and of Berlin, which are changed twice a year."""

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kafkasder.jobs.schedule import tick_after, tick_before

ISTANBUL, BERLIN = ZoneInfo("Europe/Istanbul"), ZoneInfo("Europe/Berlin")


def ticks(cron, zone, begin, end):
    """The ticks from `begin` to `end`, walked forwards; walked backwards they must be the same."""
    forwards, moment = [], begin.replace(tzinfo=zone).astimezone(UTC) - timedelta(seconds=1)
    last = end.replace(tzinfo=zone).astimezone(UTC)
    while (moment := tick_after(cron, moment, zone)) < last:
        forwards.append(moment)
    backwards, moment = [], last - timedelta(seconds=1)
    while (moment := tick_before(cron, moment, zone)) >= begin.replace(tzinfo=zone):
        backwards.append(moment)
        moment -= timedelta(seconds=1)
    assert forwards == backwards[::-1]
    return forwards


@pytest.mark.parametrize("zone", [ISTANBUL, BERLIN])
@pytest.mark.parametrize("cron", ["0 0 * * *", "30 2 * * *", "0 3 * * *", "59 23 * * *"])
def test_a_daily_job_is_due_once_on_each_day_of_a_leap_year(cron, zone):
    found = ticks(cron, zone, datetime(2027, 12, 1), datetime(2029, 2, 1))
    days = Counter(tick.astimezone(zone).date() for tick in found)
    assert set(days.values()) == {1}
    assert len(days) == (datetime(2029, 2, 1) - datetime(2027, 12, 1)).days
    assert datetime(2028, 2, 29).date() in days


def test_what_the_clocks_leave_out_comes_as_much_later_and_what_is_there_twice_comes_first():
    found = [
        tick.astimezone(BERLIN) for tick in ticks("30 2 * * *", BERLIN, datetime(2027, 1, 1), datetime(2028, 1, 1))
    ]
    odd = {f"{tick:%m-%d %H:%M}" for tick in found if (tick.hour, tick.minute) != (2, 30)}
    assert odd == {"03-28 03:30"}
    assert next(f"{tick:%H:%M %z}" for tick in found if f"{tick:%m-%d}" == "10-31") == "02:30 +0200"


def test_every_quarter_of_an_hour_goes_by_real_time():
    found = ticks("*/15 * * * *", BERLIN, datetime(2027, 10, 30), datetime(2027, 11, 2))
    assert {after - before for before, after in itertools.pairwise(found)} == {timedelta(minutes=15)}
    assert len(found) == 73 * 4  # three days, one hour of which is there twice


@pytest.mark.parametrize(
    ("cron", "moment", "after"),
    [
        ("0 9 1 1 *", "2026-12-31T23:59", "2027-01-01T09:00"),
        ("0 9 29 2 *", "2026-11-26T12:00", "2028-02-29T09:00"),
        ("0 9 31 * *", "2027-01-31T09:00", "2027-03-31T09:00"),
        ("0 9 1 1,7 *", "2027-01-01T09:00", "2027-07-01T09:00"),
        ("0 9 * * 1", "2026-11-26T12:00", "2026-11-30T09:00"),
    ],
)
def test_years_months_and_weeks(cron, moment, after):
    begin, due = (datetime.fromisoformat(each).replace(tzinfo=ISTANBUL) for each in (moment, after))
    assert tick_after(cron, begin, ISTANBUL) == due
    assert tick_before(cron, due, ISTANBUL) == due
    assert tick_before(cron, due - timedelta(seconds=1), ISTANBUL) <= begin
