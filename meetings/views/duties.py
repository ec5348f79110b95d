"""The calendar of the law: what is to be done by when, who minds it, and its proof."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.exports import export_list
from accounts.guards import by, needs
from kafkasder.core.deadlines import SOURCES, Ready
from kafkasder.core.files import give_out
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.references import Card, card_for
from kafkasder.core.saving import action_page, done, sent
from kafkasder.core.viewer import may
from kafkasder.live import live_page

from .. import policy, services
from ..duty_kinds import kind_label
from ..forms import CompleteForm, GiveForm, NewDutyForm
from ..lists import DUTIES
from ..models import LegalDuty
from ..notice_papers import write_notice
from ..own_duties import BY_HAND
from ..states import DUTY_STATES, DutyState
from .books import given
from .rows import get_duty

_VIEW, _MANAGE = "meetings.view_duties", "meetings.manage_duties"


@needs(_VIEW)
@DUTIES.personal
@live_page(shared=True)
def duty_list(request: HttpRequest) -> HttpResponseBase:
    return DUTIES.respond(request, "meetings/duty_list.html")


@require_POST
@needs(_VIEW, _MANAGE)
def duty_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, DUTIES, "meetings:duty_list")


@require_safe
@needs(_VIEW)
@live_page(shared=False)
def duty_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Drawn for each viewer: whose duty it is may do other things than the others."""
    duty, user = get_duty(request, pk), by(request)
    manages, completes = policy.can_manage_duties(user).allowed, policy.can_complete_duty(user, duty).allowed
    ways = [each for each in DUTY_STATES.from_state(duty.state) if manages or (completes and _is_done(each.target))]
    card = card_for(user, *duty.pointer) if duty.pointer else None
    context = {
        "duty": duty,
        "kind": kind_label(duty.kind),
        "transitions": ways,
        "may_give": policy.can_change_duty(user, duty).allowed,
        "card": card,
        "ready": _ready(user, duty, card),
        "history": timeline_of(duty),
    }
    return TemplateResponse(request, "meetings/duty_detail.html", context)


def _is_done(target: str) -> bool:
    return target == DutyState.DONE


def _ready(user: Any, duty: LegalDuty, card: Card | None) -> list[Ready]:
    """Return what lies ready for a duty; where it is about a row, to those who see the row."""
    if duty.kind in BY_HAND:
        return [Ready(_("Bildirim yazısı"), reverse("meetings:duty_paper", args=[duty.pk]))]
    source = SOURCES.get(duty.kind)
    if source is None or (duty.pointer and card is None):
        return []
    return [each for each in source.ready(duty.cause, duty.reference_pk) if may(user, each.verb)]


@needs(_VIEW, _MANAGE)
def duty_add(request: HttpRequest) -> HttpResponse:
    form = NewDutyForm(sent(request))
    if form.is_valid() and (saved := done(form, services.add_duty, duty=form.duty(), by=by(request))):
        messages.success(request, _("Yükümlülük eklendi."))
        return redirect(saved)
    title, back = _("Yükümlülük ekle"), reverse("meetings:duty_list")
    return action_page(request, form, title=title, label=_("Ekle"), back=back)


@needs(_VIEW, _MANAGE)
def duty_give(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_duty(request, pk)
    policy.can_change_duty(request.user, duty).require()
    form = GiveForm(sent(request), duty=duty)
    if form.is_valid() and done(form, services.give_duty, duty=duty, by=by(request), **form.cleaned_data):
        messages.success(request, _("Kaydedildi."))
        return redirect(duty)
    title = _("Sorumlu: %(duty)s") % {"duty": duty}
    return action_page(request, form, title=title, label=_("Kaydet"), back=duty.get_absolute_url())


@needs(_VIEW)
def duty_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    duty = get_duty(request, pk)
    transition = DUTY_STATES.asked(duty.state, target)
    if _is_done(target):
        return _complete(request, duty)
    policy.can_manage_duties(request.user).require()
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and done(
        form, services.change_duty_state, duty=duty, target=target, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(duty)
    title = f"{transition.label}: {duty}"
    return action_page(request, form, title=title, label=transition.label, back=duty.get_absolute_url())


def _complete(request: HttpRequest, duty: LegalDuty) -> HttpResponse:
    policy.can_complete_duty(request.user, duty).require()
    form = CompleteForm(sent(request), request.FILES or None)
    if form.is_valid() and done(form, services.complete_duty, duty=duty, by=by(request), **form.cleaned_data):
        messages.success(request, _("Yapıldı olarak kaydedildi."))
        return redirect(duty)
    title, text = _("Yapıldı: %(duty)s") % {"duty": duty}, _("Kanıt olarak bir not ya da dosya gerekir.")
    return action_page(request, form, title=title, label=_("Yapıldı"), back=duty.get_absolute_url(), text=text)


@require_safe
@needs(_VIEW)
def duty_paper(request: HttpRequest, pk: int) -> FileResponse:
    """Give out the letter that tells the authorities of what somebody wrote down."""
    duty = get_duty(request, pk)
    if duty.kind not in BY_HAND:
        raise Http404
    file = BytesIO()
    write_notice(file, duty)
    return given(file, f"bildirim-{duty.pk}.pdf")


@require_safe
@needs(_VIEW)
def duty_proof(request: HttpRequest, pk: int) -> FileResponse:
    """Give out the file that proves that a duty was done."""
    duty = get_duty(request, pk)
    if not duty.proof:
        raise Http404
    try:
        return give_out(duty.proof, name=duty.proof_name, content_type=duty.proof_type)
    except FileNotFoundError:
        raise Http404 from None
