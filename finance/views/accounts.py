"""The page of a cash box or bank account, and the forms that open, change and close one."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.days import today
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page
from tasks.panel import tasks_of
from tasks.querysets import sees_as_its_verbs_say

from .. import balances, policy, services
from ..forms import AccountForm
from ..lists import ACCOUNTS
from ..models import MoneyAccount, Posting
from ..references import MONEY_ACCOUNT
from ..rules import limit_of
from ..states import OPEN_STATES
from .rows import get_account

NEWEST = 50


@dataclass(frozen=True)
class Line:
    """A movement and what the account held after it."""

    posting: Posting
    after: Decimal


@needs("finance.view_finance")
@ACCOUNTS.personal
@live_page(shared=True)
def account_list(request: HttpRequest) -> HttpResponseBase:
    return ACCOUNTS.respond(request, "finance/account_list.html")


@require_safe
@needs("finance.view_finance")
@live_page(shared=sees_as_its_verbs_say)
def account_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    account = get_account(request, pk)
    may_change = policy.can_change_account(request.user, account).allowed
    balance, limit = balances.of_account(account), limit_of(account, today())
    context = {
        "account": account,
        "balance": balance,
        "limit": limit,
        "too_full": limit is not None and balance > limit,
        "lines": list(_newest_lines(account, balance)),
        "transitions": OPEN_STATES.from_state(account.state) if may_change else [],
        "may_change": may_change,
        "tasks": tasks_of(request.user, MONEY_ACCOUNT, account.pk),
        "history": timeline_of(account),
    }
    return TemplateResponse(request, "finance/account_detail.html", context)


def _newest_lines(account: MoneyAccount, balance: Decimal) -> Iterator[Line]:
    """Go back from what there is now: so no page adds up the whole account."""
    postings = Posting.objects.filter(account=account).select_related("record", "transfer").order_by("-day", "-pk")
    for posting in postings[:NEWEST]:
        yield Line(posting, balance)
        balance -= posting.amount


@needs("finance.view_finance", "finance.manage_finance")
def account_create(request: HttpRequest) -> HttpResponse:
    form = AccountForm(sent(request))
    if form.is_valid() and (account := done(form, services.save_account, account=form.instance, by=by(request))):
        messages.success(request, _("Hesap kaydedildi."))
        return redirect(account)
    return record_page(request, "finance:account", form)


@needs("finance.view_finance", "finance.manage_finance")
def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    policy.can_change_account(request.user, account).require()
    form, who = AccountForm(sent(request), instance=account), by(request)
    if form.is_valid() and changed(form, account, who, lambda row: services.save_account(account=row, by=who)):
        return tell_saved(request, form, account)
    return record_page(request, "finance:account", form, account)


@require_safe
@needs("finance.view_finance", "finance.manage_finance")
@live_page(shared=True)
def account_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    account = get_account(request, pk)
    may_change = policy.can_change_account(request.user, account)
    return news_page(request, AccountForm(instance=account), outline, may_change)


@needs("finance.view_finance", "finance.manage_finance")
def account_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    account = get_account(request, pk)
    policy.can_change_account(request.user, account).require()
    transition = OPEN_STATES.asked(account.state, target)
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and done(
        form, services.change_account_state, account=account, target=target, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(account)
    title = f"{transition.label}: {account}"
    return action_page(request, form, title=title, label=transition.label, back=account.get_absolute_url())
