"""The room at a glance: what waits, what is late, who was not told."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.guards import needs
from kafkasder.live import live_page

from ..overview import tiles_for
from ..subjects import everyone_sees_alike


@require_safe
@needs("privacy.view_requests")
@live_page(shared=everyone_sees_alike)
def overview(request: HttpRequest) -> TemplateResponse:
    return TemplateResponse(request, "privacy/overview.html", {"tiles": tiles_for(request.user)})
