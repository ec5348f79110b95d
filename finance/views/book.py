"""The book of the year (işletme hesabı defteri), page by page, as files, and its sums by category."""

import tempfile
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import needs
from accounts.services.disclosures import record_export
from kafkasder.core.lists.export import Export
from kafkasder.live import live_page

from .. import basis, book_files, periods, year_files
from ..book import Span, lines, page_of, printable, year_sums
from ..models import FinanceRecord
from .years import asked_month, asked_year


@require_safe
@needs("finance.view_finance")
@live_page(shared=True)
def book(request: HttpRequest) -> TemplateResponse:
    years = periods.years()
    span = Span(asked_year(request, years), asked_month(request))
    asked = request.GET.get("sayfa", "1")
    page = page_of(span, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1)
    months = [date(span.year, number, 1) for number in range(1, 13)]
    context = {"span": span, "years": years, "months": months, "page": page, "late": periods.late_papers()}
    context["printable"] = printable(span)
    return TemplateResponse(request, "finance/book.html", context)


@require_POST
@needs("finance.view_finance", "finance.export_finance")
def book_file(request: HttpRequest, year: int, form: str, month: int | None = None) -> HttpResponseBase:
    """The official print has numbered records alone, in the order of their numbers; a draft has all that count."""
    written = book_files.WRITERS.get(form)
    if written is None or year not in periods.years() or (month is not None and not 1 <= month <= 12):
        raise Http404
    write, content_type = written
    span = Span(year, month)
    if not lines(span, numbered=form != book_files.DRAFT).exists():
        messages.error(request, _("Bu dönemde basılacak kayıt yok; defter, ay kilitlenince basılır."))
        return redirect(f"{reverse('finance:book')}?{span.query}")
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when it has been sent
    rows = write(file, span)
    address, fields = request.path, ["number", "day", "document_number", "description", "amount"]
    record_export(
        FinanceRecord, rows=rows, fields=fields, address=address, reason=_("İşletme defteri"), by=request.user
    )
    ending = "taslak.pdf" if form == book_files.DRAFT else form
    return Export(file, f"isletme-defteri-{span.slug}.{ending}", content_type, rows).response(request)


@require_safe
@needs("finance.view_finance")
@live_page(shared=True)
def year_table(request: HttpRequest) -> TemplateResponse:
    years = periods.years()
    year = asked_year(request, years)
    carried = list(periods.carried_into(year))
    context = {"year": year, "before": year - 1, "years": years, "sides": year_sums(year), "carried": carried}
    context["basis"] = basis.warning(year)
    return TemplateResponse(request, "finance/year_table.html", context)


@require_POST
@needs("finance.view_finance", "finance.export_finance")
def year_file(request: HttpRequest, year: int) -> HttpResponseBase:
    if year not in periods.years():
        raise Http404
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when it has been sent
    rows, fields = year_files.write_year(file, year), ["category", "amount"]
    record_export(
        FinanceRecord, rows=rows, fields=fields, address=request.path, reason=_("Yıl sonu tablosu"), by=request.user
    )
    return Export(file, f"yil-sonu-tablosu-{year}.pdf", "application/pdf", rows).response(request)
