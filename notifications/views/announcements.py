"""Announcements: reading them, and who has; writing, correcting and withdrawing them."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.automatic import automatic
from kafkasder.core.days import today
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy
from ..forms import AnnouncementForm
from ..lists import ANNOUNCEMENTS, announcements_for
from ..models import Announcement
from ..querysets import ANNOUNCE
from ..services import announcements as services
from ..states import ANNOUNCEMENT_STATES

NEWEST = 3


@needs()
@ANNOUNCEMENTS.personal
@live_page(shared=False)
def announcement_list(request: HttpRequest) -> TemplateResponse:
    return announcements_for(request.user).respond(request, "notifications/announcement_list.html")


@automatic
@require_safe
@needs()
@live_page(shared=False)
def announcement_current(request: HttpRequest) -> TemplateResponse:
    """Show what was said to the viewer, holds today and was not read yet: the overview watches it."""
    rows = Announcement.objects.valid(today()).with_mine(request.user).filter(is_asked=True, is_read=False)
    newest = rows.select_related("by").order_by("-created_at", "-pk")[:NEWEST]
    return TemplateResponse(request, "notifications/announcement_current.html", {"announcements": newest})


@require_safe
@needs()
@live_page(shared=False)
def announcement_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    row = _get(request, pk)
    may_change = bool(policy.can_change_announcement(request.user, row))
    context = {
        "announcement": row,
        "receipts": row.receipts.select_related("user").order_by("-read_at", "-pk") if may_announce(request) else [],
        "missing": _missing(row) if may_announce(request) else [],
        "may_announce": may_announce(request),
        "may_change": may_change,
        "may_read": row.is_published and row.is_asked and not row.is_read,
        "transitions": ANNOUNCEMENT_STATES.from_state(row.state) if may_change else [],
        "history": timeline_of(row) if may_announce(request) else [],
    }
    return TemplateResponse(request, "notifications/announcement_detail.html", context)


@needs(ANNOUNCE)
def announcement_create(request: HttpRequest) -> HttpResponse:
    form = AnnouncementForm(sent(request))
    if form.is_valid() and (row := done(form, services.save_announcement, announcement=form.instance, by=by(request))):
        messages.success(request, _("Duyuruldu."))
        return redirect(row)
    return record_page(request, "notifications:announcement", form)


@needs(ANNOUNCE)
def announcement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row, who = _get(request, pk), by(request)
    policy.can_change_announcement(who, row).require()
    form = AnnouncementForm(sent(request), instance=row)
    if form.is_valid() and changed(
        form, row, who, lambda locked: services.save_announcement(announcement=locked, by=who)
    ):
        return tell_saved(request, form, row)
    return record_page(request, "notifications:announcement", form, row)


@require_safe
@needs(ANNOUNCE)
@live_page(shared=True)
def announcement_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    row = get_object_or_404(Announcement.objects.visible_to(request.user), pk=pk)
    may_change = policy.can_change_announcement(request.user, row)
    return news_page(request, AnnouncementForm(instance=row), outline, may_change)


@needs(ANNOUNCE)
def announcement_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    row = _get(request, pk)
    transition = ANNOUNCEMENT_STATES.asked(row.state, target)
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and done(
        form, services.change_state, announcement=row, target=target, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(row)
    title = f"{transition.label}: {row}"
    return action_page(request, form, title=title, label=transition.label, back=row.get_absolute_url())


@require_POST
@needs()
def announcement_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the viewer has read it, by a click of their own."""
    row = services.note_read(announcement=_get(request, pk), by=by(request))
    return redirect(row)


def may_announce(request: HttpRequest) -> bool:
    return bool(policy.can_announce(request.user))


def _missing(row: Announcement) -> list[str]:
    """Return the names of those who are addressed and have not said that they read it, its author excepted."""
    people = services.addressees(row).exclude(pk=row.by_id)
    unread = people.filter(~Exists(row.receipts.filter(user=OuterRef("pk"))))
    return list(unread.order_by("name_key", "pk").values_list("full_name", flat=True))


def _get(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(
        Announcement.objects.visible_to(request.user).with_mine(request.user).select_related("by"), pk=pk
    )
