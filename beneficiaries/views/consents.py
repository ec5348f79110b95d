"""Consents of a person, and the texts that people agree to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, record_page, sent
from kafkasder.live import live_page

from .. import policy, services
from ..case_choices import ConsentPurpose
from ..forms import ConsentForm, ConsentTextForm, WithdrawForm
from ..models import ConsentText
from .rows import get_person

_RECORD = ("beneficiaries.view_beneficiary", "beneficiaries.view_consents", "beneficiaries.record_consents")


@needs(*_RECORD)
def consent_create(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_person(request, pk)
    policy.can_record_consent(request.user, person).require()
    form = ConsentForm(sent(request), request.FILES or None, person=person)
    if form.is_valid() and done(
        form, services.record_consent, consent=form.instance, upload=form.cleaned_data["upload"], by=by(request)
    ):
        messages.success(request, _("Rıza kaydedildi."))
        return redirect(person)
    texts = ConsentText.objects.order_by("purpose", "-number").distinct("purpose")
    context: dict[str, Any] = {"person": person, "texts": texts}
    return record_page(request, "beneficiaries:consent", form, cancel=person.get_absolute_url(), **context)


@needs(*_RECORD)
def consent_withdraw(request: HttpRequest, pk: int, purpose: str) -> HttpResponse:
    person = get_person(request, pk)
    if purpose not in ConsentPurpose.values:
        raise Http404
    policy.can_withdraw_consent(request.user, person).require()
    form = WithdrawForm(sent(request))
    if form.is_valid() and done(
        form, services.withdraw_consent, person=person, purpose=purpose, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Rızanın geri çekildiği kaydedildi."))
        return redirect(person)
    title = _("Rıza geri çekildi: %(purpose)s") % {"purpose": ConsentPurpose(purpose).label}
    text = _("Geri çekilen rıza hemen geçersiz olur; hanenin sorumlusuna haber verilir.")
    back = person.get_absolute_url()
    return action_page(request, form, title=title, label=_("Kaydet"), back=back, text=text)


@require_safe
@needs("beneficiaries.view_consents")
@live_page(shared=True)
def consent_text_list(request: HttpRequest) -> TemplateResponse:
    context = {
        "texts": list(ConsentText.objects.select_related("by")),
        "may_write": policy.can_write_consent_text(request.user).allowed,
    }
    return TemplateResponse(request, "beneficiaries/consent_text_list.html", context)


@needs("beneficiaries.view_consents", "beneficiaries.change_consent_texts")
def consent_text_create(request: HttpRequest) -> HttpResponse:
    form = ConsentTextForm(sent(request))
    if form.is_valid() and done(form, services.write_consent_text, text=form.instance, by=by(request)):
        messages.success(request, _("Rıza metni kaydedildi; bundan sonraki rızalar bu metne verilir."))
        return redirect("beneficiaries:consent_text_list")
    return record_page(request, "beneficiaries:consent_text", form)
