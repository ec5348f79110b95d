"""What one was told: the list, one of it, and reading it."""

from contextlib import suppress
from datetime import datetime

from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.references import card_for
from kafkasder.live import live_page

from ..kinds import list_card
from ..lists import NOTIFICATIONS, notifications_of
from ..models import WorkflowNotification
from ..services import reading


@needs()
@NOTIFICATIONS.personal
@live_page(shared=False)
def notification_list(request: HttpRequest) -> TemplateResponse:
    unread = WorkflowNotification.objects.visible_to(request.user).unread()
    newest = unread.aggregate(newest=Max("told_at"))["newest"]
    context = {"unread_until": newest.isoformat() if newest else ""}
    return notifications_of(request.user).respond(request, "notifications/notification_list.html", context)


@require_safe
@needs()
@live_page(shared=False)
def notification_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Show one; a look at it alone does not count as reading, since looks write nothing."""
    row = _get(request, pk)
    card = card_for(request.user, *row.pointer) if row.pointer else list_card(row)
    return TemplateResponse(request, "notifications/notification_detail.html", {"row": row, "card": card})


@require_POST
@needs()
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it was read, and lead to its record; to its own page where that is not to be seen."""
    row = reading.mark_read(notification=_get(request, pk), by=by(request))
    card = card_for(request.user, *row.pointer) if row.pointer else list_card(row)
    return redirect(card.url if card else row)


@require_POST
@needs()
def notification_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it was read, and stay."""
    reading.mark_read(notification=_get(request, pk), by=by(request))
    return redirect("notifications:list")


@require_POST
@needs()
def read_all(request: HttpRequest) -> HttpResponse:
    count = reading.mark_all_read(by=by(request), until=_seen_until(request))
    told = ngettext("%(count)d bildirim okundu sayıldı.", "%(count)d bildirim okundu sayıldı.", count)
    messages.success(request, told % {"count": count} if count else _("Okunmamış bildiriminiz yoktu."))
    return redirect("notifications:list")


def _seen_until(request: HttpRequest) -> datetime:
    """Return the time of the newest that the page showed: what came since has not been seen."""
    with suppress(ValueError):
        until = datetime.fromisoformat(request.POST.get("until", ""))
        if until.tzinfo:
            return until
    return timezone.now()


def _get(request: HttpRequest, pk: int) -> WorkflowNotification:
    return get_object_or_404(
        WorkflowNotification.objects.visible_to(request.user).select_related("triggered_by"), pk=pk
    )
