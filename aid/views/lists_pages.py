"""Payment lists: their list, the page of one with its payments, and the forms of its heading."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from finance import balances
from finance.choices import Currency, PaymentMethod
from kafkasder.core.saving import changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..choices import ListSource
from ..forms.payments_lists import FORMS, PaymentListForm
from ..lists.payments import LISTS_LIST
from ..models import Aid, PaymentList, ReleaseOrder
from ..states import LISTS, WAITING, AidState, ListState, OrderState
from .payments_rows import PREPARE, VIEW_LISTS, get_list

_PAGE = 50
# What the payments of a list may be narrowed to, beside their states.
_NARROWED = WITHOUT, CHANGED, SHARED, HELD, ABOVE = "hesapsiz", "degisen", "ortak", "bekletilen", "sinir"
Sums = dict[str, tuple[int, Decimal]]  # of each state: how many, and what they come to
_NONE = (0, Decimal(0))
_SHOWN = [  # of a payment; all columns of a household and two people are many times that
    *("payment_list", "state", "state_reason", "amount", "currency", "quantity", "unit", "household__file_number"),
    *("household__head__first_name", "household__head__last_name", "person__first_name", "person__last_name"),
    *("bank_account__iban_end", "bank_account__bank_code"),
]


@needs(*VIEW_LISTS)
@LISTS_LIST.personal
@live_page(shared=True)
def list_list(request: HttpRequest) -> HttpResponseBase:
    return LISTS_LIST.respond(request, "aid/list_list.html")


@needs(*VIEW_LISTS, PREPARE)
def list_create(request: HttpRequest) -> HttpResponse:
    """Make a list of plans; one of households begins with the list of households."""
    form = PaymentListForm(sent(request))
    if form.is_valid() and (made := done(form, _of_plans, form=form, by=by(request))):
        payment_list, count = made
        messages.success(request, _("%(count)d ödeme listeye girdi.") % {"count": count})
        return redirect(payment_list)
    return record_page(request, "aid:list", form)


def _of_plans(*, form: Any, by: Any) -> tuple[PaymentList, int]:
    payment_list = services.save_list(payment_list=form.instance, by=by)
    return payment_list, services.fill_by_plans(payment_list=payment_list, by=by)


@needs(*VIEW_LISTS, PREPARE)
def list_edit(request: HttpRequest, pk: int) -> HttpResponse:
    payment_list = get_list(request, pk)
    policy.can_change_list(request.user, payment_list).require()
    form, who = FORMS[payment_list.source](sent(request), instance=payment_list), by(request)
    if form.is_valid() and changed(form, payment_list, who, lambda row: services.save_list(payment_list=row, by=who)):
        return tell_saved(request, form, payment_list)
    return record_page(request, "aid:list", form, payment_list)


@require_safe
@needs(*VIEW_LISTS, PREPARE)
@live_page(shared=True)
def list_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    payment_list = get_list(request, pk)
    form = FORMS[payment_list.source](instance=payment_list)
    return news_page(request, form, outline, policy.can_change_list(request.user, payment_list))


@require_safe
@needs(*VIEW_LISTS)
@live_page()
def list_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    payment_list, user = get_list(request, pk), request.user
    shown, sums = request.GET.get("durum", ""), _sums(payment_list)
    context = {
        "payment_list": payment_list,
        "figures": _figures(sums),
        "unpaid": payment_list.aids.filter(state=AidState.FAILED, retry=None).exists(),
        "without": _without(payment_list),
        "changed": _changed(payment_list),
        "in_shared": _in_shared(payment_list),
        "held": _held(payment_list, sums),
        "above": services.above_limit(payment_list).count() if payment_list.state == ListState.OPEN else 0,
        "by_bank": payment_list.method == PaymentMethod.BANK,
        "tabs": _tabs(payment_list, sums, shown),
        "aids": _pages(payment_list, sums, shown).get_page(request.GET.get("sayfa")),
        "filter_url": f"{reverse('beneficiaries:household_list')}?{payment_list.filter}" if payment_list.filter else "",
        "followers": list(payment_list.followers.order_by("pk")),
        "order": _order(payment_list),
        "approvals": list(payment_list.approvals.select_related("by")),
        "needed": services.approvals_needed(payment_list),
        "why_two": services.why_two(payment_list),
        "money": _money(payment_list) if user.has_perm("aid.release_payments") else [],
        **_ways(user, payment_list),
        "history": timeline_of(payment_list),
    }
    return TemplateResponse(request, "aid/list_detail.html", context)


def _narrowed(payment_list: PaymentList, shown: str) -> Any:
    if shown == WITHOUT:
        return services.without_account(payment_list)
    if shown == CHANGED:
        return services.with_changed_accounts(payment_list)
    if shown == SHARED:
        return services.with_shared_accounts(payment_list)
    if shown == HELD:
        return payment_list.aids.held_back()
    if shown == ABOVE:
        return services.above_limit(payment_list)
    return payment_list.aids.filter(state=shown) if shown in AidState.values else payment_list.aids.all()


def _sums(payment_list: PaymentList) -> Sums:
    """Return for each state how many payments are in it and what they come to, in one query of an index alone."""
    rows = payment_list.aids.order_by().values_list("state")
    counted = rows.annotate(count=Count("*"), total=Sum("amount", default=0))
    return {state: (count, total) for state, count, total in counted}


def _figures(sums: Sums) -> dict[str, Any]:
    """Return how many payments there are and what they come to."""

    def total_of(*states: str) -> Decimal:
        return sum((total for state, (_count, total) in sums.items() if state in states), Decimal(0))

    return {
        "count": sum(count for count, _total in sums.values()),
        "total": total_of(*sums),
        "paid": total_of(AidState.PAID, AidState.DELIVERED),
        "failed": total_of(AidState.FAILED, AidState.CANCELLED),
        "waiting": sums.get(AidState.SENT, _NONE)[0],
    }


def _pages(payment_list: PaymentList, sums: Sums, shown: str) -> "Paginator[Aid]":
    """Return the pages of payments; how many a state or the whole list has is known already."""
    aids = _narrowed(payment_list, shown).select_related("household__head", "person", "bank_account")
    pages = Paginator(aids.only(*_SHOWN).order_by("pk"), _PAGE)
    if shown in AidState.values:
        pages.count = sums.get(shown, _NONE)[0]
    elif shown not in _NARROWED:
        pages.count = sum(count for count, _total in sums.values())
    return pages


@dataclass(frozen=True)
class Tab:
    """One state of the payments of a list, and how many are in it."""

    label: Any
    url: str
    count: int
    current: bool


def _tabs(payment_list: PaymentList, sums: Sums, shown: str) -> list[Tab]:
    counts = {state: count for state, (count, _total) in sums.items()}
    here = payment_list.get_absolute_url()
    tabs = [Tab(_("Hepsi"), here, sum(counts.values()), not shown)]
    found = [state for state in AidState if state.value in counts]
    return tabs + [Tab(each.label, f"{here}?durum={each.value}", counts[each.value], shown == each) for each in found]


def _order(payment_list: PaymentList) -> ReleaseOrder | None:
    """Return the newest order to release a locked list: one that waits, or one that was refused."""
    if payment_list.state != ListState.LOCKED:
        return None
    order = payment_list.orders.select_related("by").last()
    if order and order.ended_at and payment_list.locked_at and order.ended_at < payment_list.locked_at:
        return None  # of what the list was before it was opened again
    return order


def _without(payment_list: PaymentList) -> int:
    if payment_list.state != ListState.OPEN or payment_list.method != PaymentMethod.BANK:
        return 0
    return services.without_account(payment_list).count()


def _changed(payment_list: PaymentList) -> int:
    if payment_list.state not in (ListState.LOCKED, ListState.RELEASED) or payment_list.method != PaymentMethod.BANK:
        return 0
    return services.with_changed_accounts(payment_list).count()


def _in_shared(payment_list: PaymentList) -> int:
    if payment_list.state != ListState.LOCKED or payment_list.method != PaymentMethod.BANK:
        return 0
    return services.with_shared_accounts(payment_list).count()


def _held(payment_list: PaymentList, sums: Sums) -> int:
    """Return how many are held back: those that wait, less those of them that go out, which is quicker to find."""
    if payment_list.state not in (ListState.OPEN, ListState.LOCKED):
        return 0
    waiting = sum(sums.get(state, _NONE)[0] for state in WAITING)
    return waiting - payment_list.aids.going_out().filter(state__in=WAITING).count()


def _money(payment_list: PaymentList) -> list[dict[str, Any]]:
    """Return what fund and account have of what a locked list pays, and what is missing."""
    if payment_list.state != ListState.LOCKED or payment_list.total is None:
        return []
    held = {
        payment_list.fund: balances.of_fund(payment_list.fund).get(Currency.TRY, balances.NOTHING),
        payment_list.account: balances.of_account(payment_list.account),
    }
    total = payment_list.total
    return [{"of": row, "held": has, "missing": max(total - has, balances.NOTHING)} for row, has in held.items()]


def _ways(user: Any, payment_list: PaymentList) -> dict[str, Any]:
    """Return what `user` may do with a list, and why somebody who may release lists may not release this one."""
    may_prepare = policy.can_prepare(user).allowed
    may_approve = policy.can_approve(user, payment_list)
    may_release = may_approve.allowed and not payment_list.orders.filter(state=OrderState.WAITING).exists()
    ways = [
        each
        for each in LISTS.from_state(payment_list.state)
        if (may_release if each.target == ListState.RELEASED else may_prepare)
    ]
    waits = payment_list.state == ListState.LOCKED and user.has_perm("aid.release_payments")
    approved = payment_list.approvals.filter(by=user.pk).exists()
    return {
        "transitions": ways,
        "refusal": "" if may_approve.allowed or not waits else may_approve.reason,
        "may": {
            "change": policy.can_change_list(user, payment_list).allowed,
            "approve": may_release and not approved,
            "reconcile": policy.can_reconcile(user, payment_list).allowed and payment_list.method == PaymentMethod.BANK,
            "follow_up": may_prepare and payment_list.state in (ListState.RELEASED, ListState.CLOSED),
            "bank_file": policy.can_make_bank_file(user, payment_list).allowed,
            "see_accounts": user.has_perm("beneficiaries.view_bank_accounts"),
            "of_plans": payment_list.source == ListSource.PLANS,
        },
    }
