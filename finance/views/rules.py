"""Figures that law or board set, and rates of exchange: listed, added, and taken away while nobody went by them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent
from kafkasder.live import live_page

from .. import policy, services
from ..forms import RateForm, RuleForm
from ..lists import RATES, RULES
from ..lists.rules import value_words
from ..models import ExchangeRate, MoneyRule

_VERBS = ("finance.view_finance", "finance.manage_finance")


@needs(*_VERBS)
@RULES.personal
@live_page(shared=True)
def rule_list(request: HttpRequest) -> HttpResponseBase:
    return RULES.respond(request, "finance/rule_list.html")


@needs(*_VERBS)
def rule_add(request: HttpRequest) -> HttpResponse:
    form = RuleForm(sent(request))
    if form.is_valid() and done(form, services.add_rule, rule=form.instance, by=by(request)):
        messages.success(request, _("Kural eklendi."))
        return redirect("finance:rule_list")
    return action_page(
        request,
        form,
        title=_("Kural ekle"),
        text=_("Yeni değer kendi gününden başlar; öncekiler oldukları gibi kalır."),
        label=_("Ekle"),
        back=reverse("finance:rule_list"),
    )


@needs(*_VERBS)
def rule_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(MoneyRule, pk=pk)
    policy.can_remove_rule(request.user, rule).require()
    told = f"{rule}: {value_words(rule)}"
    return _remove(request, told, "finance:rule_list", lambda who: services.remove_rule(rule=rule, by=who))


@needs(*_VERBS)
@RATES.personal
@live_page(shared=True)
def rate_list(request: HttpRequest) -> HttpResponseBase:
    return RATES.respond(request, "finance/rate_list.html")


@needs(*_VERBS)
def rate_add(request: HttpRequest) -> HttpResponse:
    form = RateForm(sent(request))
    if form.is_valid() and done(form, services.add_rate, rate=form.instance, by=by(request)):
        messages.success(request, _("Kur eklendi."))
        return redirect("finance:rate_list")
    title, back = _("Kur ekle"), reverse("finance:rate_list")
    return action_page(request, form, title=title, label=_("Ekle"), back=back)


@needs(*_VERBS)
def rate_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rate = get_object_or_404(ExchangeRate, pk=pk)
    return _remove(request, str(rate), "finance:rate_list", lambda who: services.remove_rate(rate=rate, by=who))


def _remove(request: HttpRequest, told: str, back: str, remove: Callable[[Any], Any]) -> HttpResponse:
    form = forms.Form(sent(request))
    if form.is_valid():
        remove(by(request))
        messages.success(request, _("Kaldırıldı."))
        return redirect(back)
    title = _("Kaldır: %(what)s") % {"what": told}
    return action_page(
        request,
        form,
        title=title,
        text=_("Denetim kaydında kalır."),
        label=_("Kaldır"),
        back=reverse(back),
    )
