"""The versions of the need score: their rules, what they would do, and putting one into force."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent
from kafkasder.live import live_page

from .. import policy, services
from ..forms.scores import NoteForm, RuleForm
from ..models import ScoreRule, ScoreRuleSet
from ..score_shown import difference, preview_of
from ..states import RuleSetState

_VIEW, _MANAGE = "aid.view_aid", "aid.manage_aid"
_VIEW_ALL = "beneficiaries.view_all_households"  # the pages count all households


def get_rules(request: HttpRequest, pk: int) -> ScoreRuleSet:
    return get_object_or_404(ScoreRuleSet.objects.visible_to(request.user), pk=pk)


@require_safe
@needs(_VIEW, _VIEW_ALL)
@live_page(shared=True)
def score_versions(request: HttpRequest) -> TemplateResponse:
    versions = list(ScoreRuleSet.objects.visible_to(request.user).select_related("created_by", "released_by"))
    has_draft = any(each.state == RuleSetState.DRAFT for each in versions)
    may_draft = policy.can_manage(request.user).allowed and not has_draft
    return TemplateResponse(request, "aid/score_versions.html", {"versions": versions, "may_draft": may_draft})


@require_safe
@needs(_VIEW, _VIEW_ALL)
@live_page(shared=True)
def score_rules(request: HttpRequest, pk: int) -> TemplateResponse:
    """One version with what its rules would do today; a retired one is but read."""
    rules = get_rules(request, pk)
    context = {
        "rules": rules,
        "preview": preview_of(rules),
        "difference": difference(rules) if rules.state == RuleSetState.DRAFT else None,
        "may_change": policy.can_change_rules(request.user, rules).allowed,
        "history": timeline_of(rules),
    }
    return TemplateResponse(request, "aid/score_rules.html", context)


@needs(_VIEW, _MANAGE)
def score_draft(request: HttpRequest) -> HttpResponse:
    form, back = NoteForm(sent(request)), reverse("aid:score_versions")
    if form.is_valid() and (rules := done(form, services.draft_rules, by=by(request), **form.cleaned_data)):
        messages.success(request, _("Yeni sürüm, yürürlükteki kurallarla hazırlandı."))
        return redirect(rules)
    return action_page(
        request,
        form,
        title=_("Yeni sürüm hazırla"),
        text=_("Yürürlükteki kurallarla başlar; siz yürürlüğe koyana kadar kimsenin puanı değişmez."),
        label=_("Hazırla"),
        back=back,
    )


@needs(_VIEW, _MANAGE)
def score_rule_add(request: HttpRequest, pk: int) -> HttpResponse:
    rules = get_rules(request, pk)
    policy.can_change_rules(request.user, rules).require()
    return _save_rule(request, RuleForm(sent(request)), rules, _("Kural ekle"))


@needs(_VIEW, _MANAGE)
def score_rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(ScoreRule.objects.select_related("rules"), pk=pk)
    policy.can_change_rules(request.user, rule.rules).require()
    return _save_rule(request, RuleForm(sent(request), rule=rule), rule.rules, _("Kuralı değiştir"))


def _save_rule(request: HttpRequest, form: RuleForm, rules: ScoreRuleSet, title: str) -> HttpResponse:
    if form.is_valid() and done(form, services.save_rule, rule=form.filled(), rules=rules, by=by(request)):
        messages.success(request, _("Kural kaydedildi."))
        return redirect(rules)
    return action_page(request, form, title=title, label=_("Kaydet"), back=rules.get_absolute_url())


@needs(_VIEW, _MANAGE)
def score_rule_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(ScoreRule.objects.select_related("rules"), pk=pk)
    policy.can_change_rules(request.user, rule.rules).require()
    form, rules = forms.Form(sent(request)), rule.rules
    if form.is_valid() and done(form, services.remove_rule, rule=rule, by=by(request)):
        messages.success(request, _("Kural kaldırıldı."))
        return redirect(rules)
    title = _("Kuralı kaldır: %(rule)s") % {"rule": rule}
    return action_page(request, form, title=title, label=_("Kaldır"), back=rules.get_absolute_url())


@needs(_VIEW, _MANAGE, recently=True)
def score_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a version into force, for which one proves again who one is."""
    rules = get_rules(request, pk)
    policy.can_change_rules(request.user, rules).require()
    form = forms.Form(sent(request))
    if form.is_valid() and done(form, services.release_rules, rules=rules, by=by(request)):
        messages.success(request, _("Sürüm yürürlükte; yeni kararlar bu kurallarla puanlanır."))
        return redirect(rules)
    return action_page(
        request,
        form,
        title=_("Yürürlüğe koy: %(version)s") % {"version": rules},
        text=_("Bu sürüm artık değişmez. Verilmiş puanlar ve kararlar oldukları gibi kalır."),
        label=_("Yürürlüğe koy"),
        back=rules.get_absolute_url(),
    )


@needs(_VIEW, _MANAGE)
def score_discard(request: HttpRequest, pk: int) -> HttpResponse:
    rules = get_rules(request, pk)
    policy.can_change_rules(request.user, rules).require()
    form = forms.Form(sent(request))
    if form.is_valid() and done(form, services.discard_rules, rules=rules, by=by(request)):
        messages.success(request, _("Hazırlanan sürüm silindi."))
        return redirect("aid:score_versions")
    title, back = _("Sürümü sil: %(version)s") % {"version": rules}, rules.get_absolute_url()
    return action_page(request, form, title=title, label=_("Sil"), back=back)
