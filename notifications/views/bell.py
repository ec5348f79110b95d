"""The bell of the top bar. Pages hold it empty and watch it here, so that it costs them no query."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.guards import needs
from kafkasder.core.automatic import automatic
from kafkasder.live import live_page

from ..models import WorkflowNotification

LATEST = 7
MOST_COUNTED = 100  # what is more is shown as 99+


@automatic
@require_safe
@needs()
@live_page(shared=False)
def bell(request: HttpRequest) -> TemplateResponse:
    """Count what the viewer has not read."""
    unread = WorkflowNotification.objects.visible_to(request.user).unread()
    count = unread[:MOST_COUNTED].count()
    return TemplateResponse(request, "notifications/bell.html", {"count": count, "is_more": count == MOST_COUNTED})


@automatic
@require_safe
@needs()
@live_page(shared=False)
def latest(request: HttpRequest) -> TemplateResponse:
    """Show the latest of them; what opens the bell loads it into the page."""
    rows = WorkflowNotification.objects.visible_to(request.user).order_by("-told_at", "-pk")
    context = {"latest": rows.with_cards(request.user)[:LATEST]}
    return TemplateResponse(request, "notifications/latest.html", context)
