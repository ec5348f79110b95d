"""Cheques in the calendar, on the days on which they fall due."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.days import today
from kafkasder.core.money import format_money
from tasks.entries import Entry, EntrySource, Event

from .models import Donation


def cheque_entries(viewer: Any, first: date, last: date, mine: bool) -> Iterator[Entry]:
    """Yield the cheques that are due between two days; they are nobody's own."""
    if mine:
        return
    now = today()
    cheques = Donation.objects.visible_to(viewer).cheques_waiting().filter(due_on__range=(first, last))
    for donation in cheques.order_by("due_on", "pk"):
        assert donation.due_on is not None, "a cheque has a day on which it falls due"
        told = {"number": donation.cheque_number, "amount": format_money(donation.amount, donation.currency)}
        yield Entry(
            key=f"cheque-{donation.pk}",
            day=donation.due_on,
            title=_("Çek vadesi: %(number)s, %(amount)s") % told,
            url=donation.get_absolute_url(),
            icon="coins",
            late=donation.due_on < now,
        )


def cheque_events(person: Any) -> Iterator[Event]:
    """Yield nothing: the feed of a person holds what is theirs."""
    yield from ()


SOURCE = EntrySource(
    key="cheques",
    label=gettext_lazy("Çek vadeleri"),
    verb="donations.view_donations",
    entries=cheque_entries,
    events=cheque_events,
    order=40,
)
