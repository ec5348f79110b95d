"""What could not be sent, for those who see to it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.live import live_page

from ..lists import DELIVERIES
from ..models import Delivery
from ..services import delivery as services
from ..states import DeliveryState


@needs("notifications.view_deliveries")
@DELIVERIES.personal
@live_page(shared=True)
def delivery_list(request: HttpRequest) -> TemplateResponse:
    return DELIVERIES.respond(request, "notifications/delivery_list.html")


@require_safe
@needs("notifications.view_deliveries")
@live_page(shared=True)
def delivery_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Show how sending went; what was to be said is its recipient's alone."""
    rows = Delivery.objects.visible_to(request.user).select_related("notification", "recipient")
    row = get_object_or_404(rows, pk=pk)
    context = {"row": row, "may_retry": row.state == DeliveryState.FAILED}
    return TemplateResponse(request, "notifications/delivery_detail.html", context)


@require_POST
@needs("notifications.view_deliveries")
def delivery_retry(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Delivery.objects.visible_to(request.user), pk=pk)
    try:
        services.retry(delivery=row, by=by(request))
    except ValidationError:
        raise Http404 from None  # somebody else was faster
    messages.success(request, _("Birazdan yeniden denenecek."))
    return redirect(row)
