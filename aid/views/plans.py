"""Plans: their list, page and forms, and what pauses and ends one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from beneficiaries.models import Household
from beneficiaries.views.pickers import household_choices
from kafkasder.core.numbers import whole_number
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.core.states import Transition
from kafkasder.live import live_page

from .. import policy, services
from ..forms.payments_plans import NewPlanForm, PlanForm, ResumeForm
from ..lists.payments import PLANS_LIST
from ..models import Aid, AidPlan, AskedAid
from ..months import months_of, next_month_of, resuming_months
from ..states import PLANS, PlanState
from .payments_rows import PREPARE, VIEW, get_plan, sees_all


@needs(*VIEW)
@PLANS_LIST.personal
@live_page(shared=sees_all)
def plan_list(request: HttpRequest) -> HttpResponseBase:
    return PLANS_LIST.respond(request, "aid/plan_list.html")


@dataclass(frozen=True)
class Month:
    """A month of a plan, and what became of it."""

    month: date
    aids: list[Aid]
    is_skipped: bool = False


def _months(plan: AidPlan) -> Iterator[Month]:
    made: dict[date, list[Aid]] = {}
    for aid in plan.aids.select_related("payment_list").order_by("pk"):
        made.setdefault(aid.period, []).append(aid)
    for month in sorted({*months_of(plan), *made, *plan.skipped}):
        yield Month(month, made.get(month, []), month in plan.skipped)


@require_safe
@needs(*VIEW)
@live_page(shared=sees_all)
def plan_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    plan = get_plan(request, pk)
    user = request.user
    may_change = policy.can_change_plan(user, plan).allowed
    context = {
        "plan": plan,
        "months": list(_months(plan)),
        "application": plan.application,
        "transitions": PLANS.from_state(plan.state) if may_change else [],
        "may": {"change": may_change, "see_lists": user.has_perm("aid.view_payments")},
        "history": timeline_of(plan),
    }
    return TemplateResponse(request, "aid/plan_detail.html", context)


@needs(*VIEW, PREPARE)
def plan_create(request: HttpRequest) -> HttpResponse:
    """Plan what was granted (`?istenen=`), or something for a household (`?hane=`), which is asked for first."""
    asked = _asked(request)
    household = asked.application.household if asked else _household(request)
    if household is None:
        return _choose_household(request)
    form = NewPlanForm(sent(request), household=household, asked=asked)
    application = asked.application if asked else None
    if form.is_valid() and (
        plan := done(form, services.save_plan, plan=form.instance, by=by(request), application=application)
    ):
        messages.success(request, _("Plan kaydedildi."))
        return redirect(plan)
    back = application.get_absolute_url() if application else household.get_absolute_url()
    return record_page(request, "aid:plan", form, cancel=back, household=household, asked=asked)


def _asked(request: HttpRequest) -> AskedAid | None:
    key = request.GET.get("istenen", "")
    if not key:
        return None
    rows = AskedAid.objects.visible_to(request.user).filter(granted_times__isnull=False, plan=None)
    return get_object_or_404(rows.select_related("application__household", "person"), pk=whole_number(key) or 0)


def _household(request: HttpRequest) -> Household | None:
    if not (key := request.GET.get("hane", "")):
        return None
    return get_object_or_404(Household.objects.visible_to(request.user), pk=whole_number(key) or 0)


def _choose_household(request: HttpRequest) -> HttpResponse:
    chosen = whole_number(request.POST.get("household", ""))
    if chosen and "find" not in request.POST:
        return redirect(f"{reverse('aid:plan_create')}?{urlencode({'hane': chosen})}")
    return TemplateResponse(request, "aid/plan_household.html", household_choices(request))


@needs(*VIEW, PREPARE)
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    policy.can_change_plan(request.user, plan).require()
    form, who = PlanForm(sent(request), instance=plan), by(request)
    if form.is_valid() and changed(form, plan, who, lambda row: services.save_plan(plan=row, by=who)):
        return tell_saved(request, form, plan)
    return record_page(request, "aid:plan", form, plan, household=plan.household, asked=plan.asked)


@require_safe
@needs(*VIEW, PREPARE)
@live_page(shared=sees_all)
def plan_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    plan = get_plan(request, pk)
    return news_page(request, PlanForm(instance=plan), outline, policy.can_change_plan(request.user, plan))


@needs(*VIEW, PREPARE)
def plan_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    plan = get_plan(request, pk)
    transition = PLANS.asked(plan.state, target)
    policy.can_change_plan(request.user, plan).require()
    form = _state_form(request, plan, transition)
    if form.is_valid() and done(
        form, services.change_plan_state, plan=plan, target=target, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(plan)
    text = {
        PlanState.ACTIVE: _("Plan, onaylanan sayı kadar verir. Atlanan ayların yerine sonraki aylar gelir."),
        PlanState.PAUSED: _("Durduğu sürece yeni yardım hazırlanmaz, hazırlananlar verilmez. Sürdürülünce devam eder."),
        PlanState.ENDED: _("Henüz bir listeye girmemiş yardımları iptal edilir."),
    }.get(PlanState(target), "")
    title = f"{transition.label}: {plan.household.file_number} · {plan}"
    return action_page(request, form, title=title, label=transition.label, back=plan.get_absolute_url(), text=text)


def _state_form(request: HttpRequest, plan: AidPlan, transition: Transition) -> Any:
    """Ask for a reason, or, of a plan that goes on, from which month."""
    if transition.target == PlanState.ACTIVE:
        return ResumeForm(sent(request), months=resuming_months(plan), initial={"start": next_month_of(plan)})
    return ReasonForm(sent(request), required=transition.needs_reason)
