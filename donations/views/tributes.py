"""The list of gifts in somebody's name."""

from django.http import HttpRequest, HttpResponseBase

from accounts.guards import needs
from kafkasder.live import live_page

from ..lists import TRIBUTES


@needs("donations.view_donations")
@TRIBUTES.personal
@live_page(shared=True)
def tribute_list(request: HttpRequest) -> HttpResponseBase:
    return TRIBUTES.respond(request, "donations/tribute_list.html")
