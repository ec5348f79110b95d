"""What managers set for the room: days of stages, files of banks, and where its figures and rules are."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.guards import by, needs
from finance import rules as money
from finance.choices import RuleKey
from kafkasder.core.days import today
from kafkasder.core.saving import action_page, done, form_page, sent
from kafkasder.live import live_page

from .. import services
from ..bank_preview import preview_of
from ..forms.settings import DaysForm, TemplateForm
from ..models import BankTemplate, ScoreRuleSet, StageDays
from ..states import OPEN, RuleSetState, Stage

_VERBS = ("aid.view_aid", "aid.manage_aid")
_FIGURES = (RuleKey.AID_COMMITTEE_OVER, RuleKey.AID_SUM_DAYS, RuleKey.LIST_TWO_APPROVALS_OVER)


@require_safe
@needs(*_VERBS)
@live_page(shared=True)
def settings(request: HttpRequest) -> TemplateResponse:
    known = dict(StageDays.objects.values_list("stage", "days"))
    context = {
        "days": [(Stage(stage).label, known.get(stage)) for stage in OPEN],
        "templates": [(template, preview_of(template)) for template in BankTemplate.objects.order_by("name")],
        "figures": [(key.label, money.words_of(key, today())) for key in _FIGURES],
        "sees_figures": request.user.has_perms(("finance.view_finance", "finance.manage_finance")),
        "rules": ScoreRuleSet.objects.filter(state=RuleSetState.RELEASED).first(),
    }
    return TemplateResponse(request, "aid/settings_page.html", context)


@needs(*_VERBS)
def settings_days(request: HttpRequest) -> HttpResponse:
    form = DaysForm(sent(request))
    if form.is_valid() and done(form, services.save_days, days=form.days, by=by(request)) is not None:
        messages.success(request, _("Aşama süreleri kaydedildi."))
        return redirect("aid:settings")
    return action_page(
        request,
        form,
        title=_("Aşama süreleri"),
        text=_("Gün sayısı boş bırakılan aşamada gecikme bildirilmez."),
        label=_("Kaydet"),
        back=reverse("aid:settings"),
    )


@needs(*_VERBS)
def template_add(request: HttpRequest) -> HttpResponse:
    return _save_template(request, None)


@needs(*_VERBS)
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _save_template(request, get_object_or_404(BankTemplate, pk=pk))


def _save_template(request: HttpRequest, template: BankTemplate | None) -> HttpResponse:
    """Save a template, or with the button “Önizle” show what its file would look like."""
    title = template.name if template else _("Yeni banka kalıbı")
    form = TemplateForm(sent(request), template=template)
    preview = preview_of(template) if template and not form.is_bound else None
    if form.is_valid():
        filled = form.filled()
        if "preview" in request.POST:
            preview = preview_of(filled)
        elif done(form, services.save_template, template=filled, by=by(request)):
            messages.success(request, _("Banka kalıbı kaydedildi."))
            return redirect("aid:settings")
    context = {"title": title, "preview": preview, "cancel": reverse("aid:settings")}
    return form_page(request, "aid/settings_template.html", form, **context)


@needs(*_VERBS)
def template_remove(request: HttpRequest, pk: int) -> HttpResponse:
    template, form = get_object_or_404(BankTemplate, pk=pk), forms.Form(sent(request))
    if form.is_valid() and done(form, services.remove_template, template=template, by=by(request)):
        messages.success(request, _("Banka kalıbı silindi."))
        return redirect("aid:settings")
    title = _("Kalıbı sil: %(template)s") % {"template": template}
    return action_page(request, form, title=title, label=_("Sil"), back=reverse("aid:settings"))
