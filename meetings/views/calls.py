"""The call of a meeting, and the second meeting of an assembly."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent

from .. import policy, services
from ..forms import CallForm
from .rows import get_meeting


@needs("meetings.view_meetings", "meetings.manage_meetings")
def call(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    policy.can_change(request.user, meeting).require()
    form = CallForm(sent(request), meeting=meeting)
    if form.is_valid() and done(form, services.announce, meeting=meeting, by=by(request), **form.cleaned_data):
        messages.success(request, _("Çağrı kaydedildi."))
        return redirect(f"{meeting.get_absolute_url()}#live-call")
    title = _("Çağrı: %(meeting)s") % {"meeting": meeting}
    return action_page(request, form, title=title, label=_("Kaydet"), back=meeting.get_absolute_url())


@require_POST
@needs("meetings.view_meetings", "meetings.manage_meetings")
def second_open(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    try:
        second = services.open_second(meeting=meeting, by=by(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(meeting)
    messages.success(request, _("İkinci toplantı açıldı; katılımcılara davet gitti."))
    return redirect(second)
