"""What is given: the list, its files, the page of one payment or delivery, and the ways out of its state."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.exports import export_list
from accounts.guards import by, needs
from kafkasder.core.policy import Decision, refused
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, sent
from kafkasder.core.states import Transition
from kafkasder.core.viewer import Viewer
from kafkasder.live import live_page

from .. import policy, services
from ..delivery_slip import has_slip
from ..forms.payments_delivery import TakeBackForm
from ..lists.payments import AIDS_LIST, sums_of
from ..models import Aid
from ..states import AIDS, AidState
from .payments_delivery import hand_over
from .payments_rows import VIEW, get_aid, sees_all

_GIVE = "aid.give_aid"
_VERBS = (_GIVE, "aid.prepare_payments", "aid.release_payments")
_WITH = (
    "household__head",
    "household__district",
    "person",
    "plan",
    "payment_list",
    "fund",
    "account",
    "bank_account__person",
    "given_by",
    "record",
    "created_by",
    "retry_of",
)


@needs(*VIEW)
@AIDS_LIST.personal
@live_page(shared=sees_all)
def aid_list(request: HttpRequest) -> HttpResponseBase:
    response = AIDS_LIST.respond(request, "aid/aid_list.html")
    context = response.context_data or {}
    context["sums"] = sums_of(context["listing"])
    return response


@require_POST
@needs(*VIEW, "aid.export_aid")
def aid_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, AIDS_LIST, "aid:aid_list")


def _alike(viewer: Viewer) -> bool:
    """Whether all with the viewer's verbs see the same page: who planned cash without a decision gives it to nobody."""
    return sees_all(viewer) and not viewer.has_perm(_GIVE)


@require_safe
@needs(*VIEW)
@live_page(shared=_alike)
def aid_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    user = request.user
    aid = get_object_or_404(Aid.objects.visible_to(user).select_related(*_WITH), pk=pk)
    context = {
        "aid": aid,
        "proofs": list(aid.proofs.select_related("added_by")),
        "retry": Aid.objects.filter(retry_of=aid).first(),
        "reversals": list(aid.record.reversals.order_by("pk")) if aid.record else [],
        "transitions": ways_out(user, aid),
        "may": {
            "see_money": user.has_perm("finance.view_finance"),
            "see_lists": user.has_perm("aid.view_payments"),
            "see_accounts": user.has_perm("beneficiaries.view_bank_accounts"),
            "prove": policy.can_prove(user, aid).allowed,
            "print": has_slip(aid),
        },
        "history": timeline_of(aid),
    }
    return TemplateResponse(request, "aid/aid_detail.html", context)


def ways_out(user: Any, aid: Aid) -> list[Transition]:
    """Return the ways out of a payment's state that `user` may go by itself; its list goes the others."""
    return [each for each in AIDS.from_state(aid.state) if _may_go(user, aid, each.target).allowed]


def _may_go(user: Any, aid: Aid, target: str) -> Decision:
    if target == AidState.DELIVERED:
        return policy.can_deliver(user, aid)
    if target in (AidState.READY, AidState.PLANNED):
        return policy.can_set_ready(user, aid)
    if target == AidState.CANCELLED:
        return policy.can_cancel(user, aid)
    if target == AidState.FAILED:
        return policy.can_take_back(user, aid)
    return refused(_("Bunu ödeme listesi yapar."))


@needs(*VIEW)
def aid_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    """Which verb it takes depends on the way, so the policy decides; none of them is for those who only look."""
    if not any(request.user.has_perm(verb) for verb in _VERBS):
        raise PermissionDenied
    aid = get_aid(request, pk)
    transition = AIDS.asked(aid.state, target)
    _may_go(request.user, aid, target).require()
    if target == AidState.DELIVERED:
        return hand_over(request, aid)
    title = f"{transition.label}: {aid.household.file_number} · {aid}"
    if target == AidState.FAILED:
        text = _("Parası ters kayıtla fona ve kasaya döner.") if aid.record_id else ""
        return _go(request, TakeBackForm(sent(request)), aid, transition, services.take_back, title, text)
    if target == AidState.CANCELLED:
        return _go(request, ReasonForm(sent(request)), aid, transition, services.cancel, title)
    form = forms.Form(sent(request))
    if request.method == "POST" and done(form, services.set_ready, aid=aid, target=target, by=by(request)):
        return redirect(aid)
    return action_page(request, form, title=title, label=transition.label, back=aid.get_absolute_url())


def _go(
    request: HttpRequest, form: Any, aid: Aid, transition: Transition, service: Any, title: str, text: str = ""
) -> HttpResponse:
    if form.is_valid() and done(form, service, aid=aid, by=by(request), **form.cleaned_data):
        messages.success(request, _("Kaydedildi."))
        return redirect(aid)
    return action_page(request, form, title=title, label=transition.label, back=aid.get_absolute_url(), text=text)
