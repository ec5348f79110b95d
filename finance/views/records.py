"""Incomes and expenses: their list, page and forms, four eyes, and what takes one back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.exports import export_list
from accounts.guards import by, needs
from kafkasder.core.references import card_for
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page
from tasks.panel import tasks_of
from tasks.querysets import sees_as_its_verbs_say

from .. import policy, services
from ..choices import Direction
from ..documents import with_documents
from ..forms import FinanceRecordForm, ReverseForm
from ..lists import RECORDS
from ..models import FinanceRecord
from ..references import RECORD
from ..states import RECORD_STATES, RecordState
from .rows import get_record
from .waiting import decision_page, sees_the_same, withdrawal_page

_WITH = ("fund", "account", "created_by", "decided_by", "reverses")


@needs("finance.view_finance")
@RECORDS.personal
@live_page(shared=True)
def record_list(request: HttpRequest) -> HttpResponseBase:
    return RECORDS.respond(request, "finance/record_list.html")


@require_POST
@needs("finance.view_finance", "finance.export_finance")
def record_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, RECORDS, "finance:record_list")


def _sees_the_same(viewer: Any) -> bool:
    return sees_as_its_verbs_say(viewer) and sees_the_same(viewer)


@require_safe
@needs("finance.view_finance")
@live_page(shared=_sees_the_same)
def record_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    user = request.user
    record = get_object_or_404(with_documents(FinanceRecord.objects.visible_to(user).select_related(*_WITH)), pk=pk)
    may_decide = policy.can_decide(user, record)
    waits = record.state == RecordState.PENDING
    context = {
        "record": record,
        "files": list(record.files.select_related("added_by").order_by("added_at", "pk")),
        "reversals": list(record.reversals.order_by("pk")),
        "left": services.left_of(record),
        "source": card_for(user, *record.source) if record.source else None,
        "transitions": RECORD_STATES.from_state(record.state) if may_decide else [],
        "waits": waits,
        "parts": list(services.parts_of(record).exclude(pk=record.pk)) if record.is_split else [],
        "may": {
            "withdraw": policy.can_withdraw(user, record).allowed,
            "change": policy.can_change_record(user, record).allowed,
            "reverse": policy.can_reverse(user, record).allowed,
            "add_file": policy.can_record(user).allowed,
            "remove_file": waits and policy.can_record(user).allowed,
        },
        "tasks": tasks_of(user, RECORD, record.pk),
        "history": timeline_of(record),
    }
    return TemplateResponse(request, "finance/record_detail.html", context)


@needs("finance.view_finance", "finance.record_finance")
def record_create(request: HttpRequest, direction: Direction) -> HttpResponse:
    form = FinanceRecordForm(sent(request), direction=direction)
    if form.is_valid() and (record := done(form, services.save_record, record=form.instance, by=by(request))):
        if record.state == RecordState.PENDING:
            messages.warning(request, _("Kaydedildi; bir başkası onaylayınca sayılır."))
        else:
            messages.success(request, _("Kaydedildi."))
        _warn_of_split(request, record)
        return redirect(record)
    return record_page(request, "finance:record", form, direction=direction.label)


def _warn_of_split(request: HttpRequest, record: FinanceRecord) -> None:
    if record.is_split:
        told = _("Bu kişiye aynı gün yazılan giderler birlikte onay sınırını geçiyor; onaylayanlara bildirildi.")
        messages.warning(request, told)


@needs("finance.view_finance", "finance.record_finance")
def record_edit(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_record(request, pk)
    policy.can_change_record(request.user, record).require()
    form, who = FinanceRecordForm(sent(request), instance=record), by(request)
    if form.is_valid() and changed(form, record, who, lambda row: services.save_record(record=row, by=who)):
        _warn_of_split(request, get_record(request, pk))
        return tell_saved(request, form, record)
    return record_page(request, "finance:record", form, record, direction=record.get_direction_display())


@require_safe
@needs("finance.view_finance", "finance.record_finance")
@live_page(shared=True)
def record_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    record = get_record(request, pk)
    may_change = policy.can_change_record(request.user, record)
    return news_page(request, FinanceRecordForm(instance=record), outline, may_change)


@needs("finance.view_finance", "finance.approve_finance")
def record_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    record = get_record(request, pk)
    transition = RECORD_STATES.asked(record.state, target)
    policy.can_decide(request.user, record).require()
    return decision_page(request, services.decide, transition, record=record)


@needs("finance.view_finance", "finance.record_finance")
def record_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return withdrawal_page(request, get_record(request, pk))


@needs("finance.view_finance", "finance.record_finance")
def record_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_record(request, pk)
    policy.can_reverse(request.user, record).require()
    form = ReverseForm(sent(request), left=services.left_of(record))
    if form.is_valid() and (
        back := done(form, services.reverse_record, record=record, by=by(request), **form.cleaned_data)
    ):
        messages.success(request, _("Ters kayıt yazıldı."))
        return redirect(back)
    return action_page(
        request,
        form,
        title=_("Ters kayıt: %(record)s") % {"record": record},
        text=_("Kayıt silinmez; tutarı bu ters kayıtla geri alınır."),
        label=_("Ters kayıt yaz"),
        back=record.get_absolute_url(),
    )
