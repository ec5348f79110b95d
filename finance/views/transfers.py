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
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..forms.transfers import BETWEEN_ACCOUNTS, TRANSFER_FORMS, TransferForm, UndoForm, kind_of
from ..lists.transfers import TRANSFERS
from ..models import Transfer
from ..settled import SETTLERS, SettledBy
from ..states import RECORD_STATES, RecordState
from .rows import get_transfer
from .waiting import decision_page, sees_the_same, withdrawal_page

_WITH = ("from_account", "to_account", "from_fund", "to_fund", "fund", "created_by", "decided_by", "reverses")


@needs("finance.view_finance")
@TRANSFERS.personal
@live_page(shared=True)
def transfer_list(request: HttpRequest) -> HttpResponseBase:
    return TRANSFERS.respond(request, "finance/transfer_list.html")


@require_safe
@needs("finance.view_finance")
@live_page(shared=sees_the_same)
def transfer_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    transfer = get_object_or_404(Transfer.objects.visible_to(request.user).select_related(*_WITH), pk=pk)
    back = Transfer.objects.filter(reverses=transfer).first()
    may_decide = policy.can_decide_transfer(request.user, transfer).allowed
    context = {
        "transfer": transfer,
        "back": back,
        "transitions": RECORD_STATES.from_state(transfer.state) if may_decide else [],
        "waits": transfer.state == RecordState.PENDING,
        "may_change": policy.can_change_transfer(request.user, transfer).allowed,
        "may_withdraw": policy.can_withdraw(request.user, transfer).allowed,
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
    return record_page(request, "finance:transfer", form, kind=kind, settlers=_settlers(request, kind))


@needs("finance.view_finance", "finance.approve_finance")
def transfer_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    transfer = get_transfer(request, pk)
    transition = RECORD_STATES.asked(transfer.state, target)
    policy.can_decide_transfer(request.user, transfer).require()
    return decision_page(request, services.decide_transfer, transition, transfer=transfer)


@needs("finance.view_finance", "finance.record_finance")
def transfer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    transfer = get_transfer(request, pk)
    policy.can_change_transfer(request.user, transfer).require()
    form, who = _form_of(transfer, sent(request)), by(request)
    if form.is_valid() and changed(form, transfer, who, lambda row: services.change_transfer(transfer=row, by=who)):
        return tell_saved(request, form, transfer)
    kind = kind_of(transfer)
    return record_page(request, "finance:transfer", form, transfer, kind=kind, settlers=_settlers(request, kind))


def _settlers(request: HttpRequest, kind: str) -> list[SettledBy]:
    """Return the pages on which money of such accounts is paid out that cannot be moved here."""
    return list(SETTLERS.for_viewer(request.user)) if kind == BETWEEN_ACCOUNTS else []


@require_safe
@needs("finance.view_finance", "finance.record_finance")
@live_page(shared=True)
def transfer_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    transfer = get_transfer(request, pk)
    may_change = policy.can_change_transfer(request.user, transfer)
    return news_page(request, _form_of(transfer), outline, may_change)


def _form_of(transfer: Transfer, data: Any = None) -> TransferForm:
    return TRANSFER_FORMS[kind_of(transfer)](data, instance=transfer)


@needs("finance.view_finance", "finance.record_finance")
def transfer_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return withdrawal_page(request, get_transfer(request, pk))


@needs("finance.view_finance", "finance.record_finance")
def transfer_undo(request: HttpRequest, pk: int) -> HttpResponse:
    transfer = get_transfer(request, pk)
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
