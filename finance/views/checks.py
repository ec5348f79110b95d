"""The lamp that says whether the money is right, and which rows disagree if it is not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import needs
from kafkasder.core import jobs
from kafkasder.live import live_page

from .. import verifying
from ..jobs import PROVE
from ..models import MoneyCheck

EARLIER = 30


@require_safe
@needs("finance.view_finance")
@live_page(shared=True)
def money_check(request: HttpRequest) -> TemplateResponse:
    result = verifying.latest()
    context = {
        "result": result,
        "found": verifying.told_of(result) if result else [],
        "checks": sorted(verifying.CHECKS.values(), key=lambda check: (check.order, check.key)),
        "earlier": MoneyCheck.objects.order_by("-at", "-pk")[1 : EARLIER + 1],
        "may_run": request.user.has_perm("finance.manage_finance"),
    }
    return TemplateResponse(request, "finance/money_check.html", context)


@require_POST
@needs("finance.view_finance", "finance.manage_finance")
def money_check_run(request: HttpRequest) -> HttpResponse:
    jobs.wake(PROVE)
    messages.success(request, _("Doğrulama sıraya alındı; sonucu bu sayfada görünür."))
    return redirect("finance:money_check")


@require_safe
@needs("finance.view_finance")
@live_page(shared=True)
def money_check_banner(request: HttpRequest) -> TemplateResponse:
    return TemplateResponse(request, "finance/_money_check_banner.html", {"told": verifying.told_in_banner()})
