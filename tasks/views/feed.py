"""The private address of one's calendar: the page that makes and ends it, and the file behind it."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import network_of
from accounts.guards import by, needs
from accounts.services.limits import take
from kafkasder.live import live_page

from ..entries import may_see_any
from ..feed import feed_of, owner_of
from ..models import CalendarFeed
from ..services import feeds as services


@require_safe
@needs("tasks.view_tasks")
@live_page(shared=False)
def feed(request: HttpRequest) -> TemplateResponse:
    made = CalendarFeed.objects.filter(user=request.user.pk).first()
    return TemplateResponse(request, "tasks/feed.html", {"feed": made})


@require_POST
@needs("tasks.view_tasks", recently=True)
def feed_make(request: HttpRequest) -> TemplateResponse:
    """Show a new address, this once: it is not kept, so no other page could. Not live."""
    key = services.make_feed(by=by(request))
    address = request.build_absolute_uri(reverse("tasks:feed_file", args=[key]))
    context = {"address": address, "webcal": f"webcal:{address.partition(':')[2]}"}
    return TemplateResponse(request, "tasks/feed_made.html", context)


@require_POST
@needs("tasks.view_tasks")
def feed_revoke(request: HttpRequest) -> HttpResponse:
    if services.revoke_feed(by=by(request)):
        messages.success(request, _("Takvim adresi kapatıldı. Onu kullanan takvimler artık bir şey görmez."))
    return redirect("tasks:feed")


@require_safe
@login_not_required
def feed_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """Give a calendar what concerns the person whose key it has. Not live.

    Open without a session, since calendars have none: the key in the address is the secret. It has to be known, its
    person active and allowed to see something; whatever is missing, there is no such page.
    """
    person = owner_of(key)
    if person is None or not may_see_any(person):
        take("stranger", network_of(request))
        raise Http404
    take("feed", person.pk)
    return _calendar_file(request, feed_of(person, request.build_absolute_uri))


def _calendar_file(request: HttpRequest, content: bytes) -> HttpResponseBase:
    """Return the file, or that it is still the one which the calendar has."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="kafkasder.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag = f'"{sha256(content).hexdigest()}"'
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=response) or response
