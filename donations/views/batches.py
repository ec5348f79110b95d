"""Piles of gifts: the list, the page on which they are typed in one after another, and closing one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.money import format_money
from kafkasder.core.saving import action_page, done, form_page, sent
from kafkasder.live import live_page

from .. import policy, services
from ..batches import Entered, entered, rows_of
from ..forms.batches import BatchForm, BatchRowForm, CloseBatchForm, proposed_as
from ..lists import BATCHES
from ..models import Batch, Donation, Donor
from ..querysets import VIEW_DONORS
from ..states import BatchState

_PAGE = 100
_PROPOSED = 10
_FORM = "batch-row"  # stands outside of the live parts, which hold no token of one viewer


@needs("donations.view_donations")
@BATCHES.personal
@live_page(shared=True)
def batch_list(request: HttpRequest) -> HttpResponseBase:
    return BATCHES.respond(request, "donations/batch_list.html")


@needs("donations.view_donations", "donations.record_donations")
def batch_create(request: HttpRequest) -> HttpResponse:
    form = BatchForm(sent(request))
    if form.is_valid() and (batch := done(form, services.open_batch, batch=form.instance, by=by(request))):
        return redirect(batch)
    return form_page(request, "donations/batch_form.html", form)


@require_safe
@needs("donations.view_donations")
@live_page(shared=True)
def batch_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    batch = _get(request, pk)
    return TemplateResponse(request, "donations/batch_detail.html", {"form": _empty(request), **_page(request, batch)})


@require_POST
@needs("donations.view_donations", "donations.view_donors", "donations.record_donations")
def batch_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one gift. A script gets the next empty row, or this one with what is wrong with it; others the page."""
    batch = _get(request, pk)
    form, saved = BatchRowForm(request.POST, viewer=request.user, form_id=_FORM), None
    may_type = policy.can_type_into_batch(request.user, batch)
    if not may_type:  # closed while this was typed
        form.add_error(None, str(may_type.reason))
    elif form.is_valid():
        saved = done(form, services.type_into_batch, batch=batch, donation=form.instance, by=by(request))
    if saved and not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _told(saved))
        return redirect(batch)
    if request.htmx:  # type: ignore[attr-defined]
        form = BatchRowForm(viewer=request.user, form_id=_FORM, initial={"kind": saved.kind}) if saved else form
        told = _told(saved) if saved else ""
        return form_page(request, "donations/_batch_entry.html", form, batch=batch, told=told)
    return form_page(request, "donations/batch_detail.html", form, **_page(request, batch))


@require_POST
@needs("donations.view_donors", "donations.record_donations")
def batch_donors(request: HttpRequest) -> TemplateResponse:
    """Propose donors for what is typed into the box, each with the number that tells it from its namesakes.

    By POST, because names are searched for, and addresses are logged.
    """
    text = request.POST.get("donor", "")
    rows = Donor.objects.visible_to(request.user).active()
    found = rows.search(text).order_by("name_key", "pk")[:_PROPOSED] if text.strip() and "#" not in text else []
    proposed = [(proposed_as(donor), donor.place) for donor in found]
    return TemplateResponse(request, "donations/_batch_donors.html", {"proposed": proposed})


@needs("donations.view_donations", "donations.view_donors", "donations.record_donations")
def batch_row_edit(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    batch, donation = _get_row(request, pk, row)
    policy.can_change_batch_row(request.user, batch, donation).require()
    form = BatchRowForm(sent(request), instance=donation, viewer=request.user)
    if form.is_valid() and done(form, services.change_batch_row, donation=form.instance, by=by(request)):
        messages.success(request, _("Değişiklikler kaydedildi."))
        return redirect(batch)
    title = _("%(donation)s: düzelt") % {"donation": donation}
    return action_page(request, form, title=title, label=_("Kaydet"), back=batch.get_absolute_url())


@require_POST
@needs("donations.view_donations", "donations.record_donations")
def batch_row_remove(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    batch, donation = _get_row(request, pk, row)
    policy.can_change_batch_row(request.user, batch, donation).require()
    services.remove_batch_row(donation=donation, by=by(request))
    messages.success(request, _("%(donation)s toplu girişten çıkarıldı.") % {"donation": donation})
    return redirect(batch)


@needs("donations.view_donations", "donations.record_donations")
def batch_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take all in; the form asks for a reason only where the sums disagree."""
    batch = _get(request, pk)
    policy.can_type_into_batch(request.user, batch).require()
    form = CloseBatchForm(sent(request), required=False)
    if form.is_valid() and done(form, services.close_batch, batch=batch, by=by(request), **form.cleaned_data):
        messages.success(request, _("Toplu giriş tamamlandı; bağışlar tahsil edildi."))
        return redirect(batch)
    so_far = entered(batch)
    told = _("Girilen: %(count)d bağış, %(total)s. Beklenen: %(expected_count)d bağış, %(expected)s.")
    if not so_far.agrees_with(batch):
        told = " ".join([told, _("Tutmuyor: farkın nedenini yazın.")])
    text = told % {
        "count": so_far.count,
        "total": format_money(so_far.total, batch.currency),
        "expected_count": batch.expected_count,
        "expected": format_money(batch.expected_total, batch.currency),
    }
    title = _("%(batch)s: tamamla") % {"batch": batch}
    return action_page(request, form, title=title, label=_("Tamamla"), back=batch.get_absolute_url(), text=text)


def _get(request: HttpRequest, pk: int) -> Batch:
    rows = Batch.objects.visible_to(request.user).select_related("account", "fund", "created_by")
    return get_object_or_404(rows, pk=pk)


def _get_row(request: HttpRequest, pk: int, row: int) -> tuple[Batch, Donation]:
    rows = Donation.objects.visible_to(request.user).select_related("batch", "donor", "fund", "account")
    donation = get_object_or_404(rows, pk=row, batch=pk)
    assert donation.batch
    return donation.batch, donation


def _empty(request: HttpRequest) -> BatchRowForm:
    return BatchRowForm(viewer=request.user, form_id=_FORM)


def _told(donation: Donation) -> str:
    told = _("Kaydedildi: %(donor)s, %(amount)s")
    return told % {"donor": donation.donor, "amount": format_money(donation.amount, donation.currency)}


def _page(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    so_far: Entered = entered(batch)
    rows = rows_of(batch).select_related("donor", "fund").order_by("-pk")
    return {
        "batch": batch,
        "told": "",
        "so_far": so_far,
        "left": so_far.left(batch),
        "agrees": so_far.agrees_with(batch),
        "is_open": batch.state == BatchState.OPEN,
        "may_type": request.user.has_perm(VIEW_DONORS) and policy.can_type_into_batch(request.user, batch).allowed,
        "rows": Paginator(rows, _PAGE).get_page(request.GET.get("sayfa")),
        "history": timeline_of(batch),
    }
