"""When a schedule of five fields is due, by the clock on the association's wall.

A time of day comes once on each day, also when the clocks change: one that is left out in spring comes as much later,
one that is there twice in autumn counts the first time. A schedule for every hour goes by real time instead.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from croniter import croniter

_CHANGE = timedelta(hours=3)  # by which clocks are changed at most


def tick_after(cron: str, moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the first time after `moment` for which `cron` is due."""
    if _is_hourly(cron):
        return _by_real_time(cron, moment, zone).get_next(datetime).astimezone(UTC)  # type: ignore[no-any-return]
    found: datetime | None = None
    for wall in _walls(cron, moment.astimezone(zone).replace(tzinfo=None) - _CHANGE, forward=True):
        tick = _on(wall, zone)
        if found and wall > found.astimezone(zone).replace(tzinfo=None) + _CHANGE:
            break
        if tick > moment and (found is None or tick < found):
            found = tick
    assert found  # the walls never end
    return found


def tick_before(cron: str, moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the last time up to and with `moment` for which `cron` was due."""
    if _is_hourly(cron):
        later = moment + timedelta(microseconds=1)
        return _by_real_time(cron, later, zone).get_prev(datetime).astimezone(UTC)  # type: ignore[no-any-return]
    found: datetime | None = None
    for wall in _walls(cron, moment.astimezone(zone).replace(tzinfo=None) + _CHANGE, forward=False):
        tick = _on(wall, zone)
        if found and wall < found.astimezone(zone).replace(tzinfo=None) - _CHANGE:
            break
        if tick <= moment and (found is None or tick > found):
            found = tick
    assert found  # the walls never end
    return found


def _is_hourly(cron: str) -> bool:
    return cron.split()[1] == "*"


def _by_real_time(cron: str, moment: datetime, zone: ZoneInfo) -> croniter:
    """Minutes are the same whichever of the two offsets of a change of clocks is asked."""
    return croniter(cron, moment.astimezone(timezone(moment.astimezone(zone).utcoffset() or timedelta())))


def _walls(cron: str, begin: datetime, *, forward: bool) -> Iterator[datetime]:
    times = croniter(cron, begin)
    while True:
        yield times.get_next(datetime) if forward else times.get_prev(datetime)


def _on(wall: datetime, zone: ZoneInfo) -> datetime:
    """A time that the clocks leave out is as far behind the change as it stands in the gap."""
    return wall.replace(tzinfo=zone).astimezone(UTC)
