"""Receipts: their lists, the page of one, writing and voiding them, and the page that the picture leads to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.exports import export_list
from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, form_page, sent
from kafkasder.live import live_page

from .. import policy, services
from ..forms.receipts import CodeForm, IssueForm
from ..lists.receipts import RECEIPTS, UNRECEIPTED
from ..models import Donation, Receipt
from ..querysets import BY_HAND, VIEW_DONORS
from ..services.receipt_pdf import facts_of
from ..states import RECEIPT_STATES

VIEW, ISSUE = "donations.view_receipts", "donations.issue_receipts"
GIFTS = "donations.view_donations"


@needs(VIEW)
@RECEIPTS.personal
@live_page(shared=True)
def receipt_list(request: HttpRequest) -> HttpResponseBase:
    return RECEIPTS.respond(request, "donations/receipt_list.html")


@require_POST
@needs(VIEW, "donations.export_donations")
def receipt_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, RECEIPTS, "donations:receipt_list")


@needs(GIFTS, VIEW)
@UNRECEIPTED.personal
@live_page(shared=True)
def unreceipted_list(request: HttpRequest) -> HttpResponseBase:
    return UNRECEIPTED.respond(request, "donations/unreceipted_list.html")


@require_safe
@needs(VIEW)
@live_page(shared=True)
def receipt_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    receipt = get_receipt(request, pk)
    user = request.user
    may_void = policy.can_void_receipt(user, receipt).allowed
    context = {
        "receipt": receipt,
        "facts": facts_of(receipt),
        "transitions": RECEIPT_STATES.from_state(receipt.state) if may_void else [],
        "sending": policy.can_send_receipt(user, receipt),
        "sees_gift": bool(receipt.donation_id and user.has_perm(GIFTS)),
        "history": timeline_of(receipt),
    }
    return TemplateResponse(request, "donations/receipt_detail.html", context)


@needs(VIEW, "donations.void_receipts")
def receipt_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    receipt = get_receipt(request, pk)
    transition = RECEIPT_STATES.asked(receipt.state, target)
    form = ReasonForm(sent(request))
    if form.is_valid() and done(form, services.void_receipt, receipt=receipt, by=by(request), **form.cleaned_data):
        messages.success(request, _("Makbuz iptal edildi; numarası yeniden kullanılmaz."))
        return redirect(receipt)
    text = _("İptal edilen makbuzun aslı ve koçanı cildinde saklanır. İptal geri alınmaz.")
    title, back = f"{transition.label}: {receipt}", receipt.get_absolute_url()
    return action_page(request, form, title=title, label=transition.label, back=back, text=text)


@needs(GIFTS, VIEW, ISSUE)
def receipt_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the receipt of one gift."""
    gifts = Donation.objects.visible_to(request.user).select_related("donor", "collector", "record")
    donation: Donation = get_object_or_404(gifts, pk=pk)
    back = reverse("donations:receipt_list")
    title = _("Makbuz kes: %(donor)s") % {"donor": donation.donor if request.user.has_perm(VIEW_DONORS) else donation}
    need = policy.needs_receipt(donation)
    form = _issue_form(request, [donation])
    if not need:
        form.is_valid()
        form.add_error(None, str(need.reason))
    elif form.is_valid() and (
        receipt := done(form, services.issue_receipt, donation=donation, by=by(request), **form.cleaned_data)
    ):
        messages.success(request, _("%(receipt)s kesildi.") % {"receipt": receipt})
        return redirect(receipt)
    return action_page(request, form, title=title, label=_("Makbuz kes"), back=back, text=str(form.why_not))


@needs(GIFTS, VIEW, ISSUE)
def receipt_issue_many(request: HttpRequest, action: str) -> HttpResponse:
    """Write the receipts of the ticked gifts, or of all that the list shows."""
    if action != "kes":
        raise Http404
    listing = UNRECEIPTED.bind(request, reverse("donations:unreceipted_list"))
    picked = listing.picked(request.GET).select_related("donor", "record")
    count = picked.count()
    form = _issue_form(request, list(picked.order_by("day", "pk")[:1]))
    if form.is_valid():
        if count > services.MOST_AT_ONCE:
            told = _("Bir kerede en çok %(most)d makbuz kesilir.") % {"most": services.MOST_AT_ONCE}
            form.add_error(None, told)
        elif written := done(
            form, services.issue_receipts, donations=list(picked), by=by(request), **form.cleaned_data
        ):
            messages.success(request, _("%(count)d makbuz kesildi.") % {"count": len(written)})
            return redirect("donations:receipt_list")
    return form_page(
        request,
        "donations/receipt_bulk.html",
        form,
        label=_("Makbuz kes"),
        count=count,
        text=form.why_not or _("Makbuzlar bağış tarihine göre sırayla kesilir; ya hepsi kesilir ya hiçbiri."),
        list_label=UNRECEIPTED.label,
        back=listing.state.url(),
    )


def _issue_form(request: HttpRequest, donations: list[Donation]) -> IssueForm:
    methods = {donation.method for donation in donations} & {*BY_HAND} or BY_HAND
    kinds = [policy.RECEIPTED[method] for method in methods]
    collector = next((donation.collector_id for donation in donations if donation.collector_id), None)
    since = min((donation.record.day for donation in donations if donation.record), default=None)
    return IssueForm(sent(request), kinds=kinds, viewer=request.user, collector=collector, since=since)


@needs(VIEW)
def receipt_find(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a paper, for those who hold it in their hand and have no camera."""
    form = CodeForm(sent(request))
    if form.is_valid():
        return redirect("donations:receipt_check", form.cleaned_data["code"])
    back = reverse("donations:receipt_list")
    return action_page(request, form, title=_("Makbuz doğrula"), label=_("Doğrula"), back=back)


@require_safe
@needs(VIEW)
@live_page(shared=True)
def receipt_check(request: HttpRequest, code: str) -> TemplateResponse:
    """Say whether there is a receipt with this code, whether it is valid, and what stands on it."""
    rows = Receipt.objects.visible_to(request.user).select_related("voided_by")
    receipt = rows.filter(code=code.upper()).first()
    context: dict[str, Any] = {"receipt": receipt, "code": code.upper(), "facts": facts_of(receipt) if receipt else []}
    return TemplateResponse(request, "donations/receipt_check.html", context)


def get_receipt(request: HttpRequest, pk: int) -> Receipt:
    rows = Receipt.objects.visible_to(request.user)
    related = ("book", "donation__donor", "authorization", "voided_by", "issued_by")
    receipt: Receipt = get_object_or_404(rows.select_related(*related), pk=pk)
    return receipt
