"""Receipts, statements and certificates as PDF files, which the audit trail tells of, and receipts by e-mail."""

import io
from collections.abc import Callable, Iterable
from typing import IO, Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from accounts.services.disclosures import record_export
from kafkasder.core.lists import Export
from kafkasder.core.saving import action_page, done, form_page, sent

from .. import policy, services
from ..forms.receipts import MailForm
from ..lists.receipts import RECEIPTS
from ..models import Donation, Receipt
from ..services.receipt_pdf import write_receipts
from ..services.statement_pdf import gifts_of_year, write_statement
from ..thanks import certificate
from .receipts import ISSUE, VIEW, get_receipt
from .rows import get_donor

MOST_PAPERS = 2_000
_PDF = "application/pdf"
_ON_PAPER = ("payer_name", "payer_address", "income", "amount")
_ON_STATEMENT = ("donor", "day", "kind", "method", "fund", "amount", "refunded")


@require_POST
@needs(VIEW)
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    receipt = get_receipt(request, pk)
    _taken(request, receipt, 1, _ON_PAPER, reason="")
    return _paper(request, f"{receipt}.pdf", lambda file: write_receipts([receipt], file))


@needs(VIEW, ISSUE)
def receipt_send(request: HttpRequest, pk: int) -> HttpResponse:
    receipt = get_receipt(request, pk)
    policy.can_send_receipt(request.user, receipt).require()
    form = MailForm(sent(request))
    if form.is_valid() and done(form, services.send_receipt, receipt=receipt, by=by(request)):
        messages.success(request, _("E-posta gönderilmek üzere sıraya alındı."))
        return redirect(receipt)
    again = _("Bu makbuz daha önce gönderildi; yeniden gönderilecek.") if receipt.mailed_at else ""
    title = _("E-postayla gönder: %(receipt)s") % {"receipt": receipt}
    return action_page(request, form, title=title, label=_("Gönder"), back=receipt.get_absolute_url(), text=again)


@needs(VIEW, ISSUE)
def receipt_bulk(request: HttpRequest, action: str) -> HttpResponseBase:
    """Print many receipts, or send those of them that may be sent and were not sent yet."""
    if action not in ("yazdir", "eposta"):
        raise Http404
    listing = RECEIPTS.bind(request, reverse("donations:receipt_list"))
    picked: Any = listing.picked(request.GET)
    if action == "eposta":
        picked = picked.issued().filter(mailed_at=None, donation__donor__consents__contains=["email"])
    count, form = picked.count(), MailForm(sent(request))
    if form.is_valid():
        if count > MOST_PAPERS:
            told = _("Bir kerede en çok %(most)d makbuz olabilir; listeyi süzün.") % {"most": MOST_PAPERS}
            form.add_error(None, told)
        elif action == "yazdir":
            address = listing.state.url()
            record_export(Receipt, rows=count, fields=_ON_PAPER, address=address, reason="", by=by(request))
            rows = picked.order_by("kind", "series", "number").iterator(chunk_size=200)
            return _paper(request, "makbuzlar.pdf", lambda file: write_receipts(rows, file))
        else:
            _send(request, picked)
            return redirect(listing.state.url())
    text = (
        _("E-posta izni olan bağışçıların daha önce gönderilmemiş makbuzları gönderilir.")
        if action == "eposta"
        else _("Her sayfaya iki makbuz basılır, numara sırasıyla.")
    )
    return form_page(
        request,
        "donations/receipt_bulk.html",
        form,
        label=next(each.label for each in RECEIPTS.bulk if each.key == action),
        count=count,
        text=text,
        list_label=RECEIPTS.label,
        back=listing.state.url(),
    )


def _send(request: HttpRequest, picked: Any) -> None:
    count = 0
    for receipt in picked.select_related("donation__donor").order_by("pk"):
        if policy.can_send_receipt(request.user, receipt):
            services.send_receipt(receipt=receipt, by=by(request), once=True)
            count += 1
    messages.success(request, _("%(count)d e-posta gönderilmek üzere sıraya alındı.") % {"count": count})


@require_POST
@needs("donations.view_donors", "donations.view_donations")
def donor_statement(request: HttpRequest, pk: int, year: int) -> HttpResponseBase:
    """Give out what a donor gave in a year."""
    donor = get_donor(request, pk)
    count = gifts_of_year(donor, year).count() if 1900 < year < 3000 else 0
    if not count:
        raise Http404
    _taken(request, donor, count, _ON_STATEMENT, reason=_("%(year)d yılı bağış dökümü") % {"year": year})
    return _paper(request, f"bagis-dokumu-{donor.pk}-{year}.pdf", lambda file: write_statement(donor, year, file))


@require_POST
@needs("donations.view_donations", "donations.view_donors")
def thanks(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give out the certificate that thanks for a gift."""
    rows = Donation.objects.visible_to(request.user).taken_in().select_related("donor")
    donation = get_object_or_404(rows, pk=pk)
    _taken(request, donation, 1, ("donor", "day", "amount", "tribute_name"), reason=_("Teşekkür belgesi"))
    return _paper(request, f"tesekkur-{donation.pk}.pdf", lambda file: file.write(certificate(donation)))


def _taken(request: HttpRequest, row: Model, rows: int, fields: Iterable[str], reason: str) -> None:
    """Record that a paper about one row leaves the panel, before it does."""
    record_export(type(row), rows=rows, fields=fields, address="", reason=reason, by=by(request), row=row)


def _paper(request: HttpRequest, name: str, write: Callable[[IO[bytes]], Any]) -> HttpResponseBase:
    """Answer with a PDF, which leaves in pieces."""
    file = io.BytesIO()
    write(file)
    answer = Export(file, name, _PDF, 0).response(request)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
