"""The points of an agenda."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent

from .. import policy, services
from ..forms import AgendaItemForm
from ..models import Meeting
from .rows import get_item, get_meeting

_WAYS = {"yukari": True, "asagi": False}


@needs("meetings.view_meetings", "meetings.manage_meetings")
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    policy.can_change(request.user, meeting).require()
    form = AgendaItemForm(sent(request), meeting=meeting)
    if form.is_valid() and done(form, services.add_item, meeting=meeting, by=by(request), **form.cleaned_data):
        return _back(meeting)
    title = _("Gündem maddesi ekle: %(meeting)s") % {"meeting": meeting}
    return action_page(request, form, title=title, label=_("Ekle"), back=meeting.get_absolute_url())


@needs("meetings.view_meetings", "meetings.manage_meetings")
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_item(request, pk)
    policy.can_change(request.user, item.meeting).require()
    initial = {"title": item.title, "text": item.text, "at": item.at, "presenter": item.presenter_id}
    form = AgendaItemForm(sent(request), meeting=item.meeting, initial=initial)
    if form.is_valid() and done(form, services.write_item, item=item, by=by(request), **form.cleaned_data):
        return _back(item.meeting)
    back = item.meeting.get_absolute_url()
    return action_page(request, form, title=_("Gündem maddesini düzelt"), label=_("Kaydet"), back=back)


@require_POST
@needs("meetings.view_meetings", "meetings.manage_meetings")
def item_move(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    if way not in _WAYS:
        raise Http404
    return _back(services.move_item(item=get_item(request, pk), up=_WAYS[way], by=by(request)).meeting)


@require_POST
@needs("meetings.view_meetings", "meetings.manage_meetings")
def item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_item(request, pk)
    try:
        services.remove_item(item=item, by=by(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return _back(item.meeting)


def _back(meeting: Meeting) -> HttpResponse:
    return redirect(f"{meeting.get_absolute_url()}#live-agenda")
