"""Retention and destruction: the rules, what is proposed, the two confirmations, and the log."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, explaining, form_page, sent
from kafkasder.live import live_page

from .. import policy
from ..forms import RuleForm
from ..lists import candidates_of
from ..models import (
    DestructionCandidate,
    DestructionProposal,
    DestructionRecord,
    RetentionRule,
)
from ..retention import KINDS, in_order
from ..services import retention as services
from ..states import ProposalState

HALF_A_YEAR = timedelta(days=183)
NEWEST = 200


@require_safe
@needs("privacy.view_retention")
@live_page(shared=True)
def retention(request: HttpRequest) -> TemplateResponse:
    rules = {rule.kind: rule for rule in RetentionRule.objects.current().select_related("by")}
    proposals = DestructionProposal.objects.select_related("by").order_by("-pk")
    last = proposals.exclude(state=ProposalState.CANCELLED).first()
    context = {
        "rules": [(kind, rules.get(kind.key)) for kind in in_order()],
        "proposals": proposals[:NEWEST],
        "records": DestructionRecord.objects.select_related("rule", "proposal", "by").order_by("-pk")[:NEWEST],
        "last": last,
        "is_due": last is None or timezone.now() - last.created_at > HALF_A_YEAR,
        "next_on": timezone.localdate(last.created_at + HALF_A_YEAR) if last else None,
        "may": {"rule": policy.can_set_rule(request.user), "propose": policy.can_propose(request.user)},
    }
    return TemplateResponse(request, "privacy/retention.html", context)


@needs("privacy.view_retention", "privacy.change_retention")
def rule_create(request: HttpRequest, kind: str) -> HttpResponse:
    """Decide anew on one kind of data, beginning with what holds now."""
    if kind not in KINDS:
        raise Http404
    held = RetentionRule.objects.current().filter(kind=kind).first()
    initial = {"months": held.months, "basis": held.basis, "is_active": held.is_active} if held else None
    form = RuleForm(sent(request), initial=initial, instance=RetentionRule(kind=kind))
    if form.is_valid() and done(form, services.set_rule, rule=form.instance, by=by(request)):
        messages.success(request, _("Saklama kuralı kaydedildi."))
        return redirect("privacy:retention")
    return action_page(
        request,
        form,
        title=_("Saklama süresi: %(label)s") % {"label": KINDS[kind].label},
        text=_("Yeni karar eskisinin yerine geçer; eski karar tutanaklar için saklanır."),
        label=_("Kaydet"),
        back=reverse("privacy:retention"),
    )


@require_POST
@needs("privacy.view_retention", "privacy.propose_destruction")
def proposal_create(request: HttpRequest) -> HttpResponse:
    try:
        with explaining():
            proposal = services.propose(by=by(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("privacy:retention")
    if proposal is None:
        messages.success(request, _("Süresi dolmuş bir kayıt yok."))
        return redirect("privacy:retention")
    return redirect(proposal)


def _personal(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate the page of a proposal as the list of its candidates does."""

    @wraps(view)
    def personal_view(request: HttpRequest, pk: int) -> Any:
        return candidates_of(_get(pk)).personal(view)(request, pk)

    return personal_view


@needs("privacy.view_retention")
@_personal
@live_page(shared=lambda user: not user.has_perm("privacy.confirm_destruction"))  # who confirms sees their own word
def proposal_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    proposal = _get(pk)
    left = proposal.candidates.left()
    context = {
        "proposal": proposal,
        "confirmations": list(proposal.confirmations.select_related("by")),
        "left": left.count(),
        "records": proposal.records.select_related("rule", "by").order_by("pk"),
        "may": {
            "confirm": _may_confirm(request, proposal),
            "carry_out": proposal.state == ProposalState.CONFIRMED
            and request.user.has_perm("privacy.confirm_destruction"),
            "cancel": policy.can_cancel(request.user, proposal),
        },
    }
    return candidates_of(proposal).respond(request, "privacy/proposal_detail.html", context)


def _may_confirm(request: HttpRequest, proposal: DestructionProposal) -> bool:
    """Whether to show the button; asked only of somebody with the verb, who is a person and no audience."""
    if not request.user.has_perm("privacy.confirm_destruction"):
        return False
    return policy.can_confirm(request.user, proposal).allowed


@needs("privacy.view_retention", "privacy.confirm_destruction", recently=True)
def proposal_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, confirm, and after the second confirmation destroy."""
    proposal = _get(pk)
    policy.can_confirm(request.user, proposal).require()
    form = ReasonForm(sent(request), required=False)
    if form.is_valid() and (confirmed := done(form, services.confirm, proposal=proposal, by=by(request))):
        return _after_confirmation(request, confirmed)
    context = {"proposal": proposal, "left": proposal.candidates.left().count()}
    return form_page(request, "privacy/confirm_form.html", form, **context)


def _after_confirmation(request: HttpRequest, proposal: DestructionProposal) -> HttpResponse:
    if proposal.state == ProposalState.CONFIRMED:
        return _carry_out(request, proposal)
    messages.success(request, _("Onayınız kaydedildi. İmha için bir kişinin daha onaylaması gerekir."))
    return redirect(proposal)


@require_POST
@needs("privacy.view_retention", "privacy.confirm_destruction", recently=True)
def proposal_carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a destruction that was broken off, for instance by a restart."""
    proposal = _get(pk)
    if proposal.state != ProposalState.CONFIRMED:
        messages.error(request, _("Bu öneri iki kişi tarafından onaylanmadı ya da sonuçlandı."))
        return redirect(proposal)
    return _carry_out(request, proposal)


def _carry_out(request: HttpRequest, proposal: DestructionProposal) -> HttpResponse:
    count = services.carry_out(proposal=proposal, by=by(request))
    told = ngettext("%(count)d kayıt imha edildi.", "%(count)d kayıt imha edildi.", count)
    messages.success(request, told % {"count": count})
    return redirect(proposal)


@needs("privacy.view_retention", "privacy.propose_destruction")
def proposal_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _get(pk)
    policy.can_cancel(request.user, proposal).require()
    form = ReasonForm(sent(request))
    if form.is_valid() and done(form, services.cancel, proposal=proposal, by=by(request), **form.cleaned_data):
        messages.success(request, _("Öneriden vazgeçildi."))
        return redirect("privacy:retention")
    title = _("İmha önerisinden vazgeç")
    return action_page(request, form, title=title, label=title, back=proposal.get_absolute_url())


@require_safe
@needs("privacy.view_retention")
def candidate_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which row it is. Not live: the proposal's page is."""
    return _candidate_page(request, _candidate(pk), ReasonForm())


@require_POST
@needs("privacy.view_retention", "privacy.propose_destruction")
def candidate_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    candidate = _candidate(pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        services.take_out(candidate=candidate, reason=form.cleaned_data["reason"], by=by(request))
        messages.success(request, _("Kayıt öneriden çıkarıldı."))
        return redirect(candidate.proposal)
    return _candidate_page(request, candidate, form)


def _candidate(pk: int) -> DestructionCandidate:
    rows = DestructionCandidate.objects.with_row_name().select_related("proposal", "rule")
    return get_object_or_404(rows, pk=pk)


def _candidate_page(request: HttpRequest, candidate: DestructionCandidate, form: ReasonForm) -> HttpResponse:
    may_take_out = policy.can_take_out(request.user, candidate.proposal)
    context = {"candidate": candidate, "row_url": _url_of(candidate), "may_take_out": may_take_out}
    return form_page(request, "privacy/candidate.html", form, **context)


def _url_of(candidate: DestructionCandidate) -> str:
    kind = candidate.rule.retention_kind
    row: Any = kind.model(pk=candidate.row_pk) if kind and kind.model else None
    return str(row.get_absolute_url()) if row else ""


def _get(pk: int) -> DestructionProposal:
    return get_object_or_404(DestructionProposal.objects.select_related("by"), pk=pk)
