"""Gifts in somebody's name, and the certificate that thanks for a gift."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.guards import needs
from kafkasder.live import live_page

from ..lists import TRIBUTES
from ..models import Donation
from ..thanks import certificate


@needs("donations.view_donations")
@TRIBUTES.personal
@live_page(shared=True)
def tribute_list(request: HttpRequest) -> HttpResponseBase:
    return TRIBUTES.respond(request, "donations/tribute_list.html")


@require_safe
@needs("donations.view_donations")
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Donation.objects.visible_to(request.user).taken_in().select_related("donor")
    donation = get_object_or_404(rows, pk=pk)
    answer = HttpResponse(certificate(donation), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="tesekkur-{donation.pk}.pdf"'
    return answer
