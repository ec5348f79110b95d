"""Series: one meeting and those after it are changed together, or called off."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent

from .. import policy, services
from ..forms import SeriesForm
from ..models import Meeting
from .rows import get_meeting


@needs("meetings.view_meetings", "meetings.manage_meetings")
def series_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _of_series(request, pk)
    form = SeriesForm(sent(request), meeting=meeting)
    if form.is_valid() and done(form, services.change_following, meeting=meeting, by=by(request), **form.cleaned_data):
        messages.success(request, _("Bu toplantı ve sonrakiler değişti."))
        return redirect(meeting)
    title = _("Bunu ve sonrakileri değiştir: %(meeting)s") % {"meeting": meeting}
    text = _("Yalnız bu toplantıyı değiştirmek için toplantının kendi düzenleme sayfasını kullanın.")
    return action_page(request, form, title=title, label=_("Değiştir"), back=meeting.get_absolute_url(), text=text)


@needs("meetings.view_meetings", "meetings.manage_meetings")
def series_end(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _of_series(request, pk)
    form = forms.Form(sent(request))
    if form.is_valid() and done(form, services.end_series, meeting=meeting, by=by(request)):
        messages.success(request, _("Dizi bitti; sonraki toplantılar iptal edildi."))
        return redirect(meeting)
    title = _("Diziyi bitir: %(meeting)s") % {"meeting": meeting}
    text = _("Bu toplantı kalır. Sonrakiler iptal edilir, katılımcılarına haber gider.")
    return action_page(request, form, title=title, label=_("Bitir"), back=meeting.get_absolute_url(), text=text)


def _of_series(request: HttpRequest, pk: int) -> Meeting:
    """Return a meeting that comes again and that the viewer may change."""
    meeting = get_meeting(request, pk)
    policy.can_change(request.user, meeting).require()
    if meeting.series is None:
        raise Http404
    return meeting
