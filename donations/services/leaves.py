"""What is known of a book's leaves: since when it is where it is, and the day of the last one."""

from datetime import date
from typing import Any

from django.db.models import Max

from .. import policy
from ..models import CollectorAuthorization, ReceiptBook


def authorization_on(person: Any, day: date) -> CollectorAuthorization | None:
    """Return by what somebody may collect on a day, locked so that nobody revokes it meanwhile."""
    rows = CollectorAuthorization.objects.select_for_update().filter(policy.holding_on(day), person=person)
    return rows.order_by("-board_member", "-valid_to", "pk").first()


def since(book: ReceiptBook) -> date:
    """Return the day from which on a book is with whoever has it now."""
    days = book.handovers.aggregate(given=Max("delivered_on"), back=Max("returned_on"))
    return max(filter(None, (book.received_on, days["given"], days["back"])))


def last_day(book: ReceiptBook) -> date | None:
    """Return the day of the last leaf that was written on."""
    if book.next_number == book.first:
        return None
    day: date = book.receipts.values_list("day", flat=True).get(number=book.next_number - 1)
    return day
