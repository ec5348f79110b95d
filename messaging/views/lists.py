"""The parts that many pages watch: one's list of threads, and the count of what is unread."""

from django.db.models import Sum
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.guards import needs
from kafkasder.core.automatic import automatic
from kafkasder.live import live_page

from ..models import ThreadMember
from ..querysets import USE
from ..shown import listing_of


@automatic
@require_safe
@needs(USE)
@live_page(shared=False)
def counter(request: HttpRequest) -> TemplateResponse:
    """Count what the viewer has not read; every page watches it. Rows of the viewer alone are asked for."""
    unread = ThreadMember.objects.of(request.user).waiting().aggregate(sum=Sum("unread"))["sum"] or 0
    return TemplateResponse(request, "messaging/counter.html", {"count": min(unread, 99), "is_more": unread > 99})


@automatic
@require_safe
@needs(USE)
@live_page(shared=False)
def list_part(request: HttpRequest) -> TemplateResponse:
    """Draw the viewer's threads, which stand beside every thread."""
    archived = request.GET.get("durum") == "arsiv"
    return TemplateResponse(
        request, "messaging/list_part.html", {"listing": listing_of(request.user, archived=archived)}
    )
