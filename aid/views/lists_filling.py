"""Filling a payment list: of the list of households, of plans, and taking off again."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from beneficiaries.lists import HOUSEHOLDS
from beneficiaries.models import BankAccount
from finance.choices import PaymentMethod
from kafkasder.core.lists.bulk import EVERYTHING
from kafkasder.core.saving import done, form_page, sent

from .. import policy, services
from ..choices import AmountRule
from ..forms.payments_lists import FilterListForm
from ..models import Aid, PaymentList
from .payments_rows import PREPARE, VIEW_LISTS, get_list, get_payment

ACTION = "odeme-listesi"


@dataclass(frozen=True)
class Preview:
    """What a list of some households would hold; amounts are in lira."""

    chosen: int
    inactive: int
    helped: int
    count: int
    total: Decimal
    without_account: int


def preview_of(payment_list: PaymentList, households: Any) -> Preview:
    """Return what a list would hold, in two queries and without storing anything."""
    rows = households.order_by()
    kind = Aid.objects.counting().filter(
        household=OuterRef("pk"), kind=payment_list.kind, period=payment_list.period, person=None
    )
    account = BankAccount.objects.open().filter(household=OuterRef("pk"), is_primary=True)
    chosen = rows.count()
    active = rows.filter(status="active").annotate(is_helped=Exists(kind))
    sums = active.aggregate(active=Count("pk"), helped=Count("pk", filter=Q(is_helped=True)))
    left = active.filter(is_helped=False)
    count = sums["active"] - sums["helped"]
    amount = payment_list.amount or Decimal(0)
    times = count
    if payment_list.amount_rule == AmountRule.PER_PERSON:
        sizes = left.with_size().annotate(heads=Greatest("size", 1)).values_list("heads", flat=True)
        times = sum(sizes)
    is_bank = payment_list.method == PaymentMethod.BANK
    without = left.exclude(Exists(account)).count() if is_bank else 0
    return Preview(chosen, chosen - sums["active"], sums["helped"], count, amount * times, without)


@needs(*VIEW_LISTS, PREPARE)
def list_of_households(request: HttpRequest, action: str) -> HttpResponse:
    """Make a list of the households that were ticked, or of all that their list was asked for."""
    if action != ACTION:
        raise Http404
    listing = HOUSEHOLDS.bind(request, reverse("beneficiaries:household_list"))
    households = listing.picked(request.GET, ACTION)
    form, preview = FilterListForm(sent(request)), None
    if form.is_valid():
        if "preview" in request.POST:
            preview = preview_of(form.instance, households)
        elif made := done(
            form, _filled, form=form, by=by(request), households=households, query=_query(request, listing)
        ):
            payment_list, count, left = made
            messages.success(request, _("%(count)d hane listeye girdi.") % {"count": count})
            if left:
                told = _("%(count)d hane bu yardımı bu ay zaten aldığı için girmedi.") % {"count": left}
                messages.warning(request, told)
            return redirect(payment_list)
    accountless = listing.state.url(accountless=1, status="active")
    context = {
        "preview": preview,
        "back": listing.state.url(),
        "accountless": accountless,
        "count": households.order_by().count(),
    }
    return form_page(request, "aid/list_of_households.html", form, **context)


def _query(request: HttpRequest, listing: Any) -> str:
    """Return what the list of households was asked for; nothing where households were ticked one by one."""
    return listing.state.url().partition("?")[2] if EVERYTHING in request.GET else ""


def _filled(*, form: Any, by: Any, households: Any, query: str) -> tuple[PaymentList, int, int]:
    payment_list = services.save_list(payment_list=form.instance, by=by)
    count, left = services.fill_by_filter(payment_list=payment_list, households=households, by=by, query=query)
    return payment_list, count, left


@require_POST
@needs(*VIEW_LISTS, PREPARE)
def list_fill(request: HttpRequest, pk: int) -> HttpResponse:
    payment_list = get_list(request, pk)
    policy.can_change_list(request.user, payment_list).require()
    count = services.fill_by_plans(payment_list=payment_list, by=by(request))
    messages.success(request, _("%(count)d ödeme listeye girdi.") % {"count": count})
    return redirect(payment_list)


@require_POST
@needs(*VIEW_LISTS, PREPARE)
def list_empty(request: HttpRequest, pk: int) -> HttpResponse:
    payment_list = get_list(request, pk)
    policy.can_change_list(request.user, payment_list).require()
    services.empty_list(payment_list=payment_list, by=by(request))
    messages.success(request, _("Liste boşaltıldı."))
    return redirect(payment_list)


@require_POST
@needs(*VIEW_LISTS, PREPARE)
def list_take_off(request: HttpRequest, pk: int, aid: int) -> HttpResponse:
    payment_list = get_list(request, pk)
    payment = get_payment(request, payment_list, aid)
    policy.can_change_list(request.user, payment_list).require()
    services.take_off(aid=payment, by=by(request))
    told = _("%(number)s listeden çıkarıldı.") % {"number": payment.household.file_number}
    messages.success(request, told)
    return redirect(payment_list)
