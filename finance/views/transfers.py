"""Transfers: their list, page and form, four eyes, and the way back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, record_page, sent
from kafkasder.live import live_page

from .. import policy, services
from ..forms.transfers import TRANSFER_FORMS, UndoForm
from ..lists.transfers import TRANSFERS
from ..models import Transfer
from ..states import RECORD_STATES, RecordState

_WITH = ("from_account", "to_account", "from_fund", "to_fund", "fund", "created_by", "decided_by", "reverses")


@needs("finance.view_finance")
@TRANSFERS.personal
@live_page(shared=True)
def transfer_list(request: HttpRequest) -> HttpResponseBase:
    return TRANSFERS.respond(request, "finance/transfer_list.html")


def _sees_the_same(viewer: Any) -> bool:
    """Whoever wrote a transfer may not decide about it, so those who approve see pages of their own."""
    return not viewer.has_perm("finance.approve_finance")


@require_safe
@needs("finance.view_finance")
@live_page(shared=_sees_the_same)
def transfer_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    transfer = get_object_or_404(Transfer.objects.visible_to(request.user).select_related(*_WITH), pk=pk)
    back = Transfer.objects.filter(reverses=transfer).first()
    may_decide = policy.can_decide_transfer(request.user, transfer).allowed
    context = {
        "transfer": transfer,
        "back": back,
        "transitions": RECORD_STATES.from_state(transfer.state) if may_decide else [],
        "waits": transfer.state == RecordState.PENDING,
        "may_undo": back is None and policy.can_undo_transfer(request.user, transfer).allowed,
        "history": timeline_of(transfer),
    }
    return TemplateResponse(request, "finance/transfer_detail.html", context)


@needs("finance.view_finance", "finance.record_finance")
def transfer_create(request: HttpRequest, kind: str) -> HttpResponse:
    if (declared := TRANSFER_FORMS.get(kind)) is None:
        raise Http404
    form = declared(sent(request))
    if form.is_valid() and (transfer := done(form, services.record_transfer, transfer=form.instance, by=by(request))):
        if transfer.state == RecordState.PENDING:
            messages.warning(request, _("Kaydedildi; bir başkası onaylayınca para yer değiştirir."))
        else:
            messages.success(request, _("Aktarım yapıldı."))
        return redirect(transfer)
    return record_page(request, "finance:transfer", form, kind=kind)


@needs("finance.view_finance", "finance.approve_finance")
def transfer_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    transfer = get_object_or_404(Transfer.objects.visible_to(request.user), pk=pk)
    transition = RECORD_STATES.asked(transfer.state, target)
    policy.can_decide_transfer(request.user, transfer).require()
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and done(
        form, services.decide_transfer, transfer=transfer, target=target, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(transfer)
    title = f"{transition.label}: {transfer}"
    return action_page(request, form, title=title, label=transition.label, back=transfer.get_absolute_url())


@needs("finance.view_finance", "finance.record_finance")
def transfer_undo(request: HttpRequest, pk: int) -> HttpResponse:
    transfer = get_object_or_404(Transfer.objects.visible_to(request.user), pk=pk)
    policy.can_undo_transfer(request.user, transfer).require()
    form = UndoForm(sent(request))
    if form.is_valid() and (
        back := done(form, services.undo_transfer, transfer=transfer, by=by(request), **form.cleaned_data)
    ):
        messages.success(request, _("Aktarım geri alındı."))
        return redirect(back)
    return action_page(
        request,
        form,
        title=_("Geri al: %(transfer)s") % {"transfer": transfer},
        text=_("Aktarım silinmez; para ters yönde bir aktarımla geri döner."),
        label=_("Geri al"),
        back=transfer.get_absolute_url(),
    )
