"""Receipt books: registered, delivered to those who collect, taken back and closed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock

from .. import policy
from ..models import BookHandover, CollectorAuthorization, ReceiptBook
from ..states import BOOK_STATES, BookState
from .leaves import authorization_on, last_day, since


@transaction.atomic
def register_book(*, book: ReceiptBook, by: Any) -> ReceiptBook:
    """Take a book from the printing house into the stock; the database refuses numbers of another book."""
    policy.can_manage_books(by).require()
    _not_ahead("received_on", book.received_on)
    book.next_number = book.first
    book.save(force_insert=True)
    return book


@transaction.atomic
def change_book(*, book: ReceiptBook, by: Any) -> ReceiptBook:
    """Correct what was written of a book that nobody has used yet; the database refuses numbers of another book."""
    policy.can_change_book(by, ReceiptBook.objects.get(pk=book.pk)).require()
    _not_ahead("received_on", book.received_on)
    book.next_number = book.first
    book.save()
    return book


@transaction.atomic
def deliver_book(*, book: ReceiptBook, holder: Any, day: date, due_on: date, by: Any) -> BookHandover:
    """Give a book to somebody who may collect, until a day within their authorisation."""
    book = lock(book, by)
    policy.can_change_book_state(by, book).require()
    BOOK_STATES.require(book.state, BookState.DELIVERED)
    _not_ahead("day", day)
    _not_before("day", day, since(book))
    if not book.left:
        raise ValidationError(_("Bu ciltte boş yaprak yok."), code="book_full")
    authorization = authorization_on(holder, day)
    if authorization is None:
        raise ValidationError({"holder": _("Bu kişinin o gün tahsil yetkisi yok.")}, code="no_authorization")
    if not authorization.board_member and due_on > authorization.valid_to:
        told = _("Tahsil yetkisi %(day)s günü bitiyor; cilt en geç o gün geri verilir.")
        told %= {"day": date_format(authorization.valid_to, "j F Y")}
        raise ValidationError({"due_on": told}, code="due_after_authorization")
    handover = BookHandover(book=book, holder=holder, delivered_on=day, due_on=due_on)
    handover.delivered_by, handover.first_number = by, book.next_number
    handover.save(force_insert=True)
    book.state, book.holder = BookState.DELIVERED, holder
    book.save(update_fields=["state", "holder", "updated_at"])
    return handover


@transaction.atomic
def take_back_book(*, book: ReceiptBook, day: date, by: Any) -> BookHandover:
    """Take a book back from whoever has it."""
    book = lock(book, by)
    policy.can_change_book_state(by, book).require()
    BOOK_STATES.require(book.state, BookState.RETURNED)
    _not_ahead("day", day)
    _not_before("day", day, max(since(book), last_day(book) or date.min))
    handover = book.handovers.get(returned_on=None)
    handover.returned_on, handover.returned_to, handover.last_number = day, by, book.next_number
    handover.save()
    book.state, book.holder = BookState.RETURNED, None
    book.save(update_fields=["state", "holder", "updated_at"])
    return handover


@transaction.atomic
def change_book_state(*, book: ReceiptBook, target: str, by: Any, reason: str = "") -> ReceiptBook:
    """Put a book back into the stock, or close it; what is closed with leaves left says why."""
    book = lock(book, by)
    policy.can_change_book_state(by, book).require()
    transition = BOOK_STATES.require(book.state, target)
    if transition.asks_more and target != BookState.CLOSED:
        raise ValidationError(_("Bu durum kendi sayfasından değişir."), code="own_page")
    if target == BookState.CLOSED and book.left and not reason.strip():
        told = _("Ciltte %(count)d boş yaprak var; neden kapatıldığını yazın.") % {"count": book.left}
        raise ValidationError({"reason": told}, code="reason_required")
    book.state, book.state_reason = target, reason.strip()
    book.save(update_fields=["state", "state_reason", "updated_at"])
    return book


@transaction.atomic
def authorize_collector(*, authorization: CollectorAuthorization, by: Any) -> CollectorAuthorization:
    """Record that the board lets somebody collect."""
    policy.can_manage_books(by).require()
    authorization.save(force_insert=True)
    return authorization


@transaction.atomic
def revoke_authorization(
    *, authorization: CollectorAuthorization, day: date, reason: str, by: Any
) -> CollectorAuthorization:
    """End an authorisation on a day; no receipt may stand on it from then on."""
    authorization = lock(authorization, by)
    policy.can_revoke_authorization(by, authorization).require()
    _not_ahead("day", day)
    _not_before("day", day, authorization.valid_from)
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    if authorization.receipts.filter(day__gte=day).exists():
        raise ValidationError({"day": _("Bu günden sonra bu yetkiyle kesilmiş makbuz var.")}, code="receipts_since")
    authorization.revoked_on, authorization.revoke_reason = day, reason.strip()
    authorization.save(update_fields=["revoked_on", "revoke_reason"])
    return authorization


def _not_ahead(field: str, day: date) -> None:
    if day > today():
        raise ValidationError({field: _("Gelecekte bir gün olamaz.")}, code="future")


def _not_before(field: str, day: date, first: date) -> None:
    if day < first:
        told = _("En erken %(day)s olabilir.") % {"day": date_format(first, "j F Y")}
        raise ValidationError({field: told}, code="too_early")
