"""The lists of donors and campaigns, and the files of donors."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from accounts.exports import export_list
from accounts.guards import needs
from kafkasder.live import live_page

from ..lists import CAMPAIGNS, DONORS


@needs("donations.view_donors")
@DONORS.personal
@live_page(shared=True)
def donor_list(request: HttpRequest) -> HttpResponseBase:
    return DONORS.respond(request, "donations/donor_list.html")


@require_POST
@needs("donations.view_donors", "donations.export_donors")
def donor_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, DONORS, "donations:donor_list")


@needs("donations.view_campaigns")
@CAMPAIGNS.personal
@live_page(shared=True)
def campaign_list(request: HttpRequest) -> HttpResponseBase:
    return CAMPAIGNS.respond(request, "donations/campaign_list.html")
