"""Daily reminders about receipts: each is told once for its cause, however often the job is run."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.money import format_money
from notifications.services import Words, notify

from .. import kinds_receipts as kinds
from .. import stock


def remind_of_books() -> int:
    """Tell of books that are nearly full; return of how many."""
    books = list(stock.nearly_full())
    for book in books:

        def words(book: Any = book) -> Words:
            told = _("Makbuz cildi bitmek üzere: %(book)s") % {"book": book}
            return Words(told, _("Kalan yaprak: %(left)d") % {"left": book.left})

        _tell(kinds.NEARLY_FULL, book.holder, words, about=book, cause=f"book {book.pk}")
    return len(books)


def remind_of_handovers() -> int:
    """Tell of books and of cash that should have been handed over; return of how many."""
    day = today()
    late = list(stock.late_handovers(day))
    for handover in late:

        def words(handover: Any = handover) -> Words:
            told = {"book": handover.book, "holder": handover.holder}
            body = _("Geri verileceği gün: %(day)s") % {"day": date_format(handover.due_on, "j F Y")}
            return Words(_("Cilt geri verilmedi: %(book)s (%(holder)s)") % told, body)

        _tell(kinds.OVERDUE, handover.holder, words, about=handover.book, cause=f"handover {handover.pk}")
    kept = [each for each in stock.floats(day) if each.overdue]
    for each in kept:

        def money_words(each: Any = each) -> Words:
            told = {"keeper": each.account.keeper, "amount": format_money(each.overdue, each.account.currency)}
            return Words(_("Teslim süresi geçen para: %(keeper)s, %(amount)s") % told, str(each.account))

        _tell(kinds.OVERDUE, each.account.keeper, money_words, cause=f"float {each.account.pk} {day:%G-%V}")
    return len(late) + len(kept)


def remind_of_authorizations() -> int:
    """Tell of authorisations that end within a month; return of how many."""
    rows = list(stock.ending(today(), stock.REMIND_BEFORE))
    for row in rows:

        def words(row: Any = row) -> Words:
            told = {"person": row.person, "day": date_format(row.valid_to, "j F Y")}
            return Words(_("Tahsil yetkisi bitiyor: %(person)s, %(day)s") % told, row.decision)

        _tell(kinds.ENDING, row.person, words, cause=f"authorization {row.pk}")
    return len(rows)


@transaction.atomic
def _tell(kind: str, concerned: Any, words: Callable[[], Words], *, cause: str, about: Any = None) -> None:
    """Tell those who mind the books, and whom it concerns."""
    users: Any = get_user_model()._default_manager
    minders = users.active().with_verb("donations.manage_receipt_books")
    people = {person.pk: person for person in [*minders, *([concerned] if concerned else [])]}
    notify(kind=kind, to=list(people.values()), words=words, about=about, cause=cause)
