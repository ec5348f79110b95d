"""When somebody who has a rhythm of their own is told: hours are those of the association's clock.

A moment that the clock skips in spring counts as the one right after the gap; one that it shows twice counts as the
first.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Hours:
    """What a `Rhythm` says; without one, nothing is put off."""

    quiet_from: time | None = None
    quiet_to: time | None = None
    digest_hour: int | None = None

    def due(self, now: datetime) -> datetime:
        """Return when what arises `now` may be sent."""
        return self.after_quiet(now if self.digest_hour is None else _next(time(self.digest_hour), now))

    def after_quiet(self, moment: datetime) -> datetime:
        """Return the moment itself, or the end of the quiet hours that it falls into."""
        if self.quiet_from is None or self.quiet_to is None or not self._is_quiet(_local(moment).time()):
            return moment
        return _next(self.quiet_to, moment)

    def _is_quiet(self, clock: time) -> bool:
        begin, end = self.quiet_from, self.quiet_to
        assert begin
        assert end
        return begin <= clock < end if begin < end else clock >= begin or clock < end


def _next(clock: time, after: datetime) -> datetime:
    """Return when the clock shows this the next time."""
    today = _local(after).date()
    moment = _at(today, clock)
    return moment if moment > after else _at(today + timedelta(days=1), clock)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())
