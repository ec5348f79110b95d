"""The list of cheques and notes by the day on which they fall due."""

from django.http import HttpRequest, HttpResponseBase

from accounts.guards import needs
from kafkasder.live import live_page

from ..lists import CHEQUES


@needs("donations.view_donations")
@CHEQUES.personal
@live_page(shared=True)
def cheque_list(request: HttpRequest) -> HttpResponseBase:
    return CHEQUES.respond(request, "donations/cheque_list.html")
