"""Counts of cash boxes: their list, the form, and the slip that people sign."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.saving import done, record_page, sent
from kafkasder.live import live_page

from .. import services
from ..forms.counts import CountForm
from ..lists.transfers import COUNTS
from ..models import CashCount


@needs("finance.view_finance")
@COUNTS.personal
@live_page(shared=True)
def count_list(request: HttpRequest) -> HttpResponseBase:
    return COUNTS.respond(request, "finance/count_list.html")


@require_safe
@needs("finance.view_finance")
@live_page(shared=True)
def count_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    rows = CashCount.objects.visible_to(request.user).select_related("account", "counted_by", "record")
    count = get_object_or_404(rows, pk=pk)
    context = {
        "count": count,
        "pieces": [(Decimal(piece), number) for piece, number in count.pieces.items()],
        "history": timeline_of(count),
    }
    return TemplateResponse(request, "finance/count_detail.html", context)


@needs("finance.view_finance", "finance.count_cash")
def count_create(request: HttpRequest) -> HttpResponse:
    form = CountForm(sent(request), initial={"account": request.GET.get("kasa", "")})
    if form.is_valid() and (count := done(form, services.count_cash, count=form.instance, by=by(request))):
        if count.record:
            messages.warning(request, _("Sayım kaydedildi; fark deftere yazıldı."))
        else:
            messages.success(request, _("Sayım kaydedildi; kasa tutuyor."))
        return redirect(count)
    return record_page(request, "finance:count", form)
