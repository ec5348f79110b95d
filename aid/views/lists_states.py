"""The ways of a payment list: locked, opened again, approved, released, given up, closed, and followed by another."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from finance.choices import PaymentMethod
from kafkasder.core.money import format_money
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, explaining, sent
from kafkasder.core.states import SEEN

from .. import policy, services
from ..forms.payments_lists import ReleaseForm
from ..models import PaymentList
from ..states import LISTS, ListState
from .payments_rows import PREPARE, VIEW_LISTS, get_list

_SERVICES: dict[str, Any] = {
    ListState.LOCKED: services.lock_list,
    ListState.OPEN: services.unlock_list,
    ListState.CANCELLED: services.cancel_list,
    ListState.CLOSED: services.close_list,
}


@needs(*VIEW_LISTS)
def list_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    """Which verb it takes depends on the way, so the policy alone decides; whoever was too late is told by whom."""
    payment_list = get_list(request, pk)
    if target not in ListState.values:
        raise Http404
    may = policy.can_release if target == ListState.RELEASED else _may_prepare
    if not LISTS.leads(payment_list.state, target):
        return _too_late(request, payment_list)
    may(request.user, payment_list).require()
    transition = LISTS.asked(payment_list.state, target)
    if target == ListState.RELEASED:
        return _release(request, payment_list)
    form = ReasonForm(sent(request)) if transition.needs_reason else forms.Form(sent(request))
    title = f"{transition.label}: {payment_list}"
    if form.is_valid() and done(
        form, _SERVICES[target], payment_list=payment_list, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(payment_list)
    return action_page(request, form, title=title, label=transition.label, back=payment_list.get_absolute_url())


def _may_prepare(user: Any, payment_list: PaymentList) -> Any:
    return policy.can_prepare(user)


def _too_late(request: HttpRequest, payment_list: PaymentList) -> HttpResponse:
    told = _("%(list)s bu arada değişti; şimdiki durumu: %(state)s.")
    messages.warning(request, told % {"list": payment_list.number, "state": payment_list.get_state_display()})
    return redirect(payment_list)


def _seen(request: HttpRequest) -> str | None:
    """Return which state of a list somebody looked at, as the address of their button tells it."""
    return request.GET.get(SEEN) or None


def _release(request: HttpRequest, payment_list: PaymentList) -> HttpResponse:
    form, is_long = ReleaseForm(sent(request)), services.takes_long(payment_list)
    release = services.order_release if is_long else services.release_list
    given = {"payment_list": payment_list, "by": by(request), "seen": _seen(request)}
    if form.is_valid() and done(form, release, **given, **form.cleaned_data):
        told = _("Liste ödemeye çıkarılıyor; sonucu bu sayfada görünür ve size bildirilir.")
        messages.success(request, told if is_long else _("Liste ödemeye çıktı."))
        return redirect(payment_list)
    if payment_list.method == PaymentMethod.BANK:
        text = _("%(count)s ödeme, toplam %(total)s. “%(fund)s” fonundan ve “%(account)s” hesabından gider yazılır.")
    else:
        text = _("%(count)s teslim, toplam %(total)s. Giderleri “%(fund)s” fonundan, her biri teslim edilince yazılır.")
    told = text % {
        "count": number_format(payment_list.count or 0, force_grouping=True),
        "total": format_money(payment_list.total or 0),  # type: ignore[arg-type]
        "fund": payment_list.fund,
        "account": payment_list.account,
    }
    return action_page(
        request,
        form,
        title=_("Ödemeye çıkar: %(list)s") % {"list": payment_list},
        label=_("Ödemeye çıkar"),
        back=payment_list.get_absolute_url(),
        text=told,
    )


@require_POST
@needs(*VIEW_LISTS, "aid.release_payments")
def list_approve(request: HttpRequest, pk: int) -> HttpResponse:
    payment_list = get_list(request, pk)
    if payment_list.state != ListState.LOCKED:
        return _too_late(request, payment_list)
    policy.can_approve(request.user, payment_list).require()
    try:
        with explaining():
            services.approve_list(payment_list=payment_list, by=by(request), seen=_seen(request))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Onayınız yazıldı."))
    return redirect(payment_list)


@require_POST
@needs(*VIEW_LISTS, PREPARE)
def list_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a list of what could not be paid."""
    payment_list = get_list(request, pk)
    try:
        with explaining():
            made = services.follow_up(payment_list=payment_list, by=by(request))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect(payment_list)
    messages.success(request, _("Ödenemeyenlerin listesi hazırlandı."))
    return redirect(made)
