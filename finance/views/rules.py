"""Figures that law or board set, and rates of exchange: listed, added, and taken away while nobody went by them."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.saving import act_page, remove_page, sent
from kafkasder.live import live_page

from .. import policy, services
from ..forms import RateForm, RuleForm
from ..lists import RATES, RULES
from ..models import ExchangeRate, MoneyRule
from ..rules import holds_today

_VERBS = ("finance.view_finance", "finance.manage_finance")


@needs(*_VERBS)
@RULES.personal
@live_page(shared=True)
def rule_list(request: HttpRequest) -> HttpResponseBase:
    return RULES.respond(request, "finance/rule_list.html")


@require_safe
@needs(*_VERBS)
@live_page(shared=True)
def rule_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """One figure, with the decision that it rests on, and what holds today."""
    rule = get_object_or_404(MoneyRule, pk=pk)
    context = {
        "rule": rule,
        "holds": holds_today(rule),
        "may_remove": policy.can_remove_rule(request.user, rule).allowed,
        "history": timeline_of(rule),
    }
    return TemplateResponse(request, "finance/rule_detail.html", context)


@needs(*_VERBS)
def rule_add(request: HttpRequest) -> HttpResponseBase:
    form = RuleForm(sent(request))
    return act_page(
        request,
        form,
        services.add_rule,
        rule=form.instance,
        by=by(request),
        said=_("Kural eklendi."),
        title=_("Kural ekle"),
        text=_("Yeni değer kendi gününden başlar; öncekiler oldukları gibi kalır."),
        label=_("Ekle"),
        back=reverse("finance:rule_list"),
    )


@needs(*_VERBS)
def rule_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    rule = get_object_or_404(MoneyRule, pk=pk)
    policy.can_remove_rule(request.user, rule).require()
    back = reverse("finance:rule_list")
    return remove_page(request, services.remove_rule, rule=rule, by=by(request), told=str(rule), back=back)


@needs(*_VERBS)
@RATES.personal
@live_page(shared=True)
def rate_list(request: HttpRequest) -> HttpResponseBase:
    return RATES.respond(request, "finance/rate_list.html")


@needs(*_VERBS)
def rate_add(request: HttpRequest) -> HttpResponseBase:
    form = RateForm(sent(request))
    return act_page(
        request,
        form,
        services.add_rate,
        rate=form.instance,
        by=by(request),
        said=_("Kur eklendi."),
        title=_("Kur ekle"),
        label=_("Ekle"),
        back=reverse("finance:rate_list"),
    )


@needs(*_VERBS)
def rate_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    rate = get_object_or_404(ExchangeRate, pk=pk)
    back = reverse("finance:rate_list")
    return remove_page(request, services.remove_rate, rate=rate, by=by(request), told=str(rate), back=back)
