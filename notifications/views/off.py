"""The link in every mail that turns its kind off: without a sign-in, by a POST of the mail program or by a button."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..kinds import KINDS
from ..links import read_off
from ..services import preferences as services


@csrf_exempt  # mail programs post here by RFC 8058, and have no token; the signed address is what permits it
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, since scanners of mail follow links; turn it off on POST. Not live: readers may not be signed in."""
    asked = read_off(token)
    if asked is None:
        raise Http404
    if request.method == "POST":
        services.turn_off(off=asked)
    labels = [KINDS[kind].label for kind in asked.kinds if kind in KINDS]
    context = {"labels": labels, "is_done": request.method == "POST"}
    return TemplateResponse(request, "notifications/off.html", context)
