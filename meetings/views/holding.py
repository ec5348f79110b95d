"""Holding a meeting: its quorum, proxies, votes and minutes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, changed, done, form_page, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..forms.holding import MinutesForm, ProxyForm, QuorumForm, VotesForm, voters_of
from ..models import AgendaItem
from ..quorum import quorum_of
from .rows import get_decision, get_item, get_meeting, get_participant, meetings


@needs("meetings.view_meetings", "meetings.manage_meetings")
def quorum_set(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    policy.can_count(request.user, meeting).require()
    form = QuorumForm(sent(request), meeting=meeting)
    if form.is_valid() and done(form, services.set_quorum, meeting=meeting, by=by(request), **form.cleaned_data):
        return redirect(f"{meeting.get_absolute_url()}#live-quorum")
    title = _("Yeter sayı: %(meeting)s") % {"meeting": meeting}
    return action_page(request, form, title=title, label=_("Kaydet"), back=meeting.get_absolute_url())


@needs("meetings.view_meetings", "meetings.manage_meetings")
def proxy_set(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_participant(request, pk)
    meeting = participant.meeting
    policy.can_write(request.user, meeting).require()
    form = ProxyForm(sent(request), participant=participant)
    if form.is_valid() and done(form, services.represent, participant=participant, by=by(request), **form.cleaned_data):
        return redirect(f"{meeting.get_absolute_url()}#live-people")
    title = _("Vekâlet: %(person)s") % {"person": participant}
    return action_page(request, form, title=title, label=_("Kaydet"), back=meeting.get_absolute_url())


@needs("meetings.view_meetings", "meetings.adopt_decisions")
def votes(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_decision(request, pk)
    policy.can_correct(request.user, decision).require()
    form = VotesForm(sent(request), decision=decision, voters=voters_of(decision))
    if form.is_valid() and done(form, services.record_votes, decision=decision, by=by(request), **form.told()):
        messages.success(request, _("Oylar kaydedildi."))
        return redirect(decision)
    people = list(decision.meeting.participants.select_related("user"))
    quorum = quorum_of(decision.meeting, people)
    back = decision.get_absolute_url()
    return form_page(request, "meetings/votes_form.html", form, decision=decision, quorum=quorum, back=back)


@needs("meetings.view_meetings", "meetings.manage_meetings")
def minutes_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the minutes of a point; what the viewer typed and did not save is there again."""
    item, who = get_item(request, pk), by(request)
    policy.can_write(request.user, item.meeting).require()
    form = MinutesForm(sent(request), instance=item)
    draft = item.drafts.filter(user=who).first()
    is_draft = not form.is_bound and draft is not None and draft.text != item.minutes
    if draft is not None and is_draft:
        form.initial["minutes"] = draft.text
    if form.is_valid() and changed(form, item, who, lambda row: services.save_minutes(item=row, by=who)):
        return tell_saved(request, form, item)
    form.keep_drafts_at(reverse("meetings:minutes_draft", args=[item.pk]))
    return record_page(request, "meetings:minutes", form, item, is_draft=is_draft)


@require_safe
@needs("meetings.view_meetings", "meetings.manage_meetings")
@live_page(shared=False)
def minutes_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    """Drawn for each viewer: who may write depends on what one does in the meeting."""
    rows = AgendaItem.objects.filter(meeting__in=meetings(request)).select_related("meeting")
    item = get_object_or_404(rows, pk=pk)
    return news_page(request, MinutesForm(instance=item), outline, policy.can_write(request.user, item.meeting))


@require_POST
@needs("meetings.view_meetings", "meetings.manage_meetings")
def minutes_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed; the page stays as it is."""
    try:
        services.keep_draft(item=get_item(request, pk), text=request.POST.get("minutes", ""), by=by(request))
    except ValidationError:
        return HttpResponse(status=422)
    return HttpResponse(status=204)
