"""The report of receipts: what became of the numbers, who holds what, and which cash should be handed over."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.guards import needs
from kafkasder.core.days import today
from kafkasder.live import live_page

from .. import stock


@require_safe
@needs("donations.view_receipts")
@live_page(shared=True)
def receipt_report(request: HttpRequest) -> TemplateResponse:
    day = today()
    sees_money = request.user.has_perm("finance.view_finance")
    context = {
        "lines": stock.series_lines(),
        "handovers": list(stock.open_handovers()),
        "sees_money": sees_money,
        "floats": stock.floats(day) if sees_money else [],
        "ending": list(stock.ending(day, stock.REMIND_BEFORE)),
        "today": day,
    }
    return TemplateResponse(request, "donations/receipt_report.html", context)
