"""The reports of donations and of the ledger, and their files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import needs
from accounts.services.disclosures import record_export
from finance.models import FinanceRecord
from kafkasder.core.reports import FileKind, Period, Report, Span, write_report
from kafkasder.live import live_page

from ..forms import ReportForm
from ..models import Donation
from ..reports import gift_report, ledger_report

_VIEW = "donations.view_reports"


@dataclass(frozen=True)
class Kind:
    """A report's addresses, who may take it away in a file, and of which rows it tells."""

    page: str
    export_url: str
    export_verb: str
    model: type[Model]
    make: Callable[[Any, Period, Period, str], Report]


GIFTS = Kind(
    "donations:gift_report", "donations:gift_report_export", "donations.export_donations", Donation, gift_report
)
LEDGER = Kind(
    "donations:ledger_report",
    "donations:ledger_report_export",
    "finance.export_finance",
    FinanceRecord,
    ledger_report,
)


@require_safe
@needs(_VIEW)
@live_page(shared=True)
def gifts(request: HttpRequest) -> TemplateResponse:
    return _page(request, GIFTS)


@require_POST
@needs(_VIEW, GIFTS.export_verb)
def gifts_export(request: HttpRequest) -> HttpResponseBase:
    return _file(request, GIFTS)


@require_safe
@needs(_VIEW)
@live_page(shared=True)
def ledger(request: HttpRequest) -> TemplateResponse:
    return _page(request, LEDGER)


@require_POST
@needs(_VIEW, LEDGER.export_verb)
def ledger_export(request: HttpRequest) -> HttpResponseBase:
    return _file(request, LEDGER)


def _page(request: HttpRequest, kind: Kind) -> TemplateResponse:
    form = ReportForm(request.GET)
    context = {
        "form": form,
        "report": _made(request, kind, form) if form.is_valid() else None,
        "is_custom": form.data.get("period") == Span.CUSTOM,
        "spans": _spans(request, kind),
        "kinds": _kinds(kind),
        "is_ledger": kind is LEDGER,
        "export_url": f"{reverse(kind.export_url)}?{request.GET.urlencode()}",
        "may_export": request.user.has_perm(kind.export_verb),
    }
    return TemplateResponse(request, "donations/report.html", context)


def _made(request: HttpRequest, kind: Kind, form: ReportForm) -> Report:
    return kind.make(request.user, form.asked, form.other, form.cleaned_data["currency"])


def _kinds(here: Kind) -> list[tuple[str, str, bool]]:
    labels = ((_("Bağışlar"), GIFTS), (_("Gelir-gider"), LEDGER))
    return [(label, reverse(kind.page), kind is here) for label, kind in labels]


def _spans(request: HttpRequest, kind: Kind) -> list[tuple[str, str, bool]]:
    """Return the periods to choose from, each with the address that keeps what else was chosen."""
    here, found = request.GET.get("period") or Span.THIS_MONTH, []
    for value, label in Span.choices:
        query = request.GET.copy()
        query["period"] = value
        if value != Span.CUSTOM:
            query.pop("first", None)
            query.pop("last", None)
        found.append((str(label), f"{reverse(kind.page)}?{query.urlencode()}", value == here))
    return found


def _file(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    form, asked = ReportForm(request.GET), request.POST.get("form", "")
    address = f"{reverse(kind.page)}?{request.GET.urlencode()}"
    if asked not in FileKind.values or not form.is_valid():
        messages.error(request, _("Rapor hazırlanamadı. Dönemi ve dosya türünü yeniden seçin."))
        return redirect(address)
    report = _made(request, kind, form)
    export = write_report(report, asked)
    tables = [table.key for table in report.tables]
    record_export(kind.model, rows=export.rows, fields=tables, address=address, reason="", by=request.user)
    return export.response(request)
