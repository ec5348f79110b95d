"""A fund's page, and the forms that open, change and close one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.core.sections import same_for_equal_verbs, sections_of
from kafkasder.core.viewer import Viewer
from kafkasder.live import live_page
from tasks.panel import tasks_of
from tasks.querysets import sees_as_its_verbs_say

from .. import balances, policy, services
from ..forms import FundForm
from ..lists import FUNDS
from ..models import FinanceRecord, Fund
from ..references import FUND
from ..rules import bounds_of
from ..states import OPEN_STATES
from .rows import get_fund

PAGE = "fund"  # as `core.sections` knows it
NEWEST = 20


def _sees_the_same(viewer: Viewer) -> bool:
    return sees_as_its_verbs_say(viewer) and same_for_equal_verbs(PAGE, viewer)


@needs("finance.view_finance")
@FUNDS.personal
@live_page(shared=True)
def fund_list(request: HttpRequest) -> HttpResponseBase:
    return FUNDS.respond(request, "finance/fund_list.html")


@require_safe
@needs("finance.view_finance")
@live_page(shared=_sees_the_same)
def fund_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    fund = get_fund(request, pk)
    may_move = policy.can_change_fund_state(request.user, fund).allowed
    records = FinanceRecord.objects.filter(fund=fund).select_related("account").order_by("-day", "-pk")
    context = {
        "fund": fund,
        "held": balances.of_fund(fund),
        "bounds": bounds_of(fund),
        "records": list(records[:NEWEST]),
        "transitions": OPEN_STATES.from_state(fund.state) if may_move else [],
        "may_change": policy.can_change_fund(request.user, fund).allowed,
        "sections": sections_of(PAGE, request.user, fund),
        "tasks": tasks_of(request.user, FUND, fund.pk),
        "history": timeline_of(fund),
    }
    return TemplateResponse(request, "finance/fund_detail.html", context)


@needs("finance.view_finance", "finance.manage_finance")
def fund_create(request: HttpRequest) -> HttpResponse:
    form = FundForm(sent(request))
    if form.is_valid() and (fund := done(form, services.save_fund, fund=form.instance, by=by(request))):
        messages.success(request, _("Fon kaydedildi."))
        return redirect(fund)
    return record_page(request, "finance:fund", form)


@needs("finance.view_finance", "finance.manage_finance")
def fund_edit(request: HttpRequest, pk: int) -> HttpResponse:
    fund = get_fund(request, pk)
    policy.can_change_fund(request.user, fund).require()
    form, who = FundForm(sent(request), instance=fund), by(request)
    if form.is_valid() and changed(form, fund, who, lambda row: services.save_fund(fund=row, by=who)):
        return tell_saved(request, form, fund)
    return record_page(request, "finance:fund", form, fund)


@require_safe
@needs("finance.view_finance", "finance.manage_finance")
@live_page(shared=True)
def fund_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    fund = get_fund(request, pk)
    return news_page(request, FundForm(instance=fund), outline, policy.can_change_fund(request.user, fund))


@needs("finance.view_finance", "finance.manage_finance")
def fund_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    fund: Fund = get_fund(request, pk)
    policy.can_change_fund_state(request.user, fund).require()
    transition = OPEN_STATES.asked(fund.state, target)
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and done(
        form, services.change_fund_state, fund=fund, target=target, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(fund)
    title = f"{transition.label}: {fund}"
    return action_page(request, form, title=title, label=transition.label, back=fund.get_absolute_url())
