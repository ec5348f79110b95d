"""Receipt books: their list, the page of one, and what happens to them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..forms.receipts import BookForm, DeliverForm, SpoilForm, TakeBackForm
from ..lists.receipts import BOOKS
from ..models import ReceiptBook
from ..states import BOOK_STATES, BookState, ReceiptState

VIEW, MANAGE = "donations.view_receipts", "donations.manage_receipt_books"


@needs(VIEW)
@BOOKS.personal
@live_page(shared=True)
def book_list(request: HttpRequest) -> HttpResponseBase:
    return BOOKS.respond(request, "donations/book_list.html")


@require_safe
@needs(VIEW)
@live_page(shared=True)
def book_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    book = get_book(request, pk)
    user = request.user
    may_move = policy.can_change_book_state(user, book).allowed
    used = book.receipts.aggregate(
        void=Count("pk", filter=Q(state=ReceiptState.VOID)), written=Count("pk"), last_day=Max("day")
    )
    context = {
        "book": book,
        "used": used,
        "missing": book.next_number - book.first - used["written"],
        "handovers": list(book.handovers.select_related("holder", "delivered_by", "returned_to")),
        "receipts": list(book.receipts.order_by("-number")[:10]),
        "transitions": BOOK_STATES.from_state(book.state) if may_move else [],
        "may_change": policy.can_change_book(user, book).allowed,
        "may_spoil": policy.can_spoil_leaf(user, book).allowed,
        "history": timeline_of(book),
    }
    return TemplateResponse(request, "donations/book_detail.html", context)


@needs(VIEW, MANAGE)
def book_create(request: HttpRequest) -> HttpResponse:
    form = BookForm(sent(request))
    if form.is_valid() and (book := done(form, services.register_book, book=form.instance, by=by(request))):
        messages.success(request, _("Cilt depoya kaydedildi."))
        return redirect(book)
    return record_page(request, "donations:book", form)


@needs(VIEW, MANAGE)
def book_edit(request: HttpRequest, pk: int) -> HttpResponse:
    book = get_book(request, pk)
    policy.can_change_book(request.user, book).require()
    form, who = BookForm(sent(request), instance=book), by(request)
    if form.is_valid() and changed(form, book, who, lambda row: services.change_book(book=row, by=who)):
        return tell_saved(request, form, book)
    return record_page(request, "donations:book", form, book)


@require_safe
@needs(VIEW, MANAGE)
@live_page(shared=True)
def book_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    book = get_book(request, pk)
    return news_page(request, BookForm(instance=book), outline, policy.can_change_book(request.user, book))


@needs(VIEW, MANAGE)
def book_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    book = get_book(request, pk)
    transition = BOOK_STATES.asked(book.state, target)
    policy.can_change_book_state(request.user, book).require()
    form, change = _asked(request, book, target)
    if form.is_valid() and done(form, change, book=book, by=by(request), **form.cleaned_data):
        messages.success(request, _("Kaydedildi."))
        return redirect(book)
    title = f"{transition.label}: {book}"
    text = ""
    if target == BookState.CLOSED and book.left:
        text = _("Ciltte %(count)d boş yaprak var; neden kapatıldığını yazın.") % {"count": book.left}
    return action_page(request, form, title=title, label=transition.label, back=book.get_absolute_url(), text=text)


def _asked(request: HttpRequest, book: ReceiptBook, target: str) -> tuple[forms.Form, Callable[..., Any]]:
    """Return what a change of state asks for, and what makes it."""
    if target == BookState.DELIVERED:
        return DeliverForm(sent(request)), services.deliver_book
    if target == BookState.RETURNED:
        return TakeBackForm(sent(request)), services.take_back_book
    form = ReasonForm(sent(request), required=target == BookState.CLOSED and bool(book.left))

    def change(**options: Any) -> ReceiptBook:
        return services.change_book_state(target=target, **options)

    return form, change


@needs(VIEW, "donations.void_receipts")
def leaf_spoil(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the next leaf was spoiled."""
    book = get_book(request, pk)
    policy.can_spoil_leaf(request.user, book).require()
    form = SpoilForm(sent(request))
    if form.is_valid() and (leaf := done(form, services.spoil_leaf, book=book, by=by(request), **form.cleaned_data)):
        messages.success(request, _("%(receipt)s iptal olarak kaydedildi.") % {"receipt": leaf})
        return redirect(book)
    title = _("Bozuk yaprak: %(series)s-%(number)07d") % {"series": book.series, "number": book.next_number}
    return action_page(request, form, title=title, label=_("İptal olarak kaydet"), back=book.get_absolute_url())


def get_book(request: HttpRequest, pk: int) -> ReceiptBook:
    rows = ReceiptBook.objects.visible_to(request.user).select_related("holder")
    book: ReceiptBook = get_object_or_404(rows, pk=pk)
    return book
