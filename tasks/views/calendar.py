"""The calendar."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.guards import needs
from kafkasder.live import live_page

from ..calendars import heading_of, spread_of, weekdays, weeks_of


@require_safe
@needs("tasks.view_tasks")
@live_page(shared=False)
def calendar(request: HttpRequest) -> TemplateResponse:
    spread = spread_of(request.GET)
    context = {
        "spread": spread,
        "weeks": weeks_of(spread, request.user),
        "weekdays": weekdays(),
        "heading": heading_of(spread),
    }
    return TemplateResponse(request, "tasks/calendar.html", context)
