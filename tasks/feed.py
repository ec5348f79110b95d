"""The calendar feed of a person as an iCalendar file, which says the same as long as nothing changed.

Days are whole-day events and hours events of the association's time zone, not VTODOs: phones show no others. They leave
the day free, as a task that is due takes no time of its own, unless they say otherwise.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from .entries import Event, events_for
from .models import CalendarFeed
from .own_entries import moment

REFRESH = timedelta(hours=1)
_PRODUCT = "-//Kafkasder//Panel//TR"
_DOMAIN = "kafkasder-panel"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

Absolute = Callable[[str], str]


def owner_of(key: str) -> Any:
    """Return whose feed has this key; None if there is none, or if they may not sign in any more."""
    feed = CalendarFeed.objects.select_related("user").filter(digest=CalendarFeed.digest_of(key)).first()
    return feed.user if feed and feed.user.is_active else None


def feed_of(person: Any, absolute: Absolute) -> bytes:
    """Return the calendar of `person` in their language; `absolute` makes a whole address of a path."""
    with translation.override(person.language):
        calendar = calendar_of("PUBLISH")
        for name, value in _feed_facts().items():
            calendar.add(name, value)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        for event in events_for(person):
            calendar.add_component(component_of(event, absolute))
        return written(calendar)


def calendar_of(method: str) -> Calendar:
    """Return an empty calendar object; `method` says what is meant by it, as a feed or an invitation."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def written(calendar: Calendar) -> bytes:
    """Return a calendar as it is sent, with the time zones that its events name."""
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _feed_facts() -> dict[str, str]:
    return {
        "x-wr-calname": _("Kafkasder takvimim"),
        "x-wr-timezone": timezone.get_default_timezone_name(),
        "x-published-ttl": "PT1H",
    }


def component_of(event: Event, absolute: Absolute) -> CalendarEvent:
    """Return an event as calendars know it."""
    component = CalendarEvent()
    component.add("uid", f"{event.uid}@{_DOMAIN}")
    component.add("summary", readable(event.title))
    _add_time(component, event)
    component.add("dtstamp", _in_utc(event.changed_at))
    component.add("created", _in_utc(event.created_at))
    component.add("last-modified", _in_utc(event.changed_at))
    component.add("sequence", _sequence(event))
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    component.add("url", absolute(event.path))
    if event.place:
        component.add("location", readable(event.place))
    if event.text:
        component.add("description", readable(event.text))
    if event.categories:
        component.add("categories", [readable(each) for each in event.categories])
    return component


def _sequence(event: Event) -> int:
    """Return what grows with each change."""
    if event.sequence is not None:
        return event.sequence
    return int((event.changed_at - event.created_at).total_seconds())


def readable(text: str) -> str:
    """Leave out signs that no calendar may hold: strict readers refuse the whole of it for one of them."""
    return _CONTROLS.sub(" ", text)


def _add_time(component: CalendarEvent, event: Event) -> None:
    start = moment(event)
    if start is None:
        component.add("dtstart", event.day)
        component.add("dtend", event.day + timedelta(days=1))
    else:
        component.add("dtstart", start)
        component.add("dtend", start + timedelta(minutes=event.minutes))


def _in_utc(when: Any) -> Any:
    return when.astimezone(timezone.get_fixed_timezone(0)).replace(microsecond=0)
