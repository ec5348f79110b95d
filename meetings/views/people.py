"""Who takes part in a meeting, and one's own invitations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent
from kafkasder.live import live_page

from .. import policy, services
from ..choices import Answer
from ..forms import GuestForm, PeopleForm, RoleForm
from ..invitations import groups_of
from ..models import Meeting
from .rows import get_meeting, get_participant

_ANSWERS = {"katilacak": Answer.ACCEPTED, "belki": Answer.TENTATIVE, "katilmayacak": Answer.DECLINED}
FROM_LIST = "liste"  # in an address: the answer was given on the page of invitations


@require_safe
@needs("meetings.view_meetings")
@live_page(shared=False)
def invitations(request: HttpRequest) -> TemplateResponse:
    return TemplateResponse(request, "meetings/invitations.html", {"groups": groups_of(by(request))})


@require_safe
@needs("meetings.view_meetings")
@live_page(shared=False)
def invitation(request: HttpRequest, pk: int) -> TemplateResponse:
    """Ask for the viewer's answer, where mails lead to: programs that open links answer nothing by it."""
    meeting, user = get_meeting(request, pk), by(request)
    own = get_object_or_404(meeting.participants.select_related("meeting"), user=user)
    may = policy.can_answer(user, own)
    wanted = request.GET.get("yanit", "")
    context = {
        "meeting": meeting,
        "own": own,
        "may_answer": may.allowed,
        "refusal": may.reason,
        "wanted": wanted if wanted in _ANSWERS else "",
    }
    return TemplateResponse(request, "meetings/invitation.html", context)


@require_POST
@needs("meetings.view_meetings")
def answer(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Note what the viewer says to their own invitation; there is no way to answer for somebody else."""
    if word not in _ANSWERS:
        raise Http404
    meeting = get_meeting(request, pk)
    participant = services.answer(meeting=meeting, answer=_ANSWERS[word], by=by(request))
    told = _("“%(meeting)s”: yanıtınız “%(answer)s”.")
    messages.success(request, told % {"meeting": meeting, "answer": participant.get_answer_display()})
    return redirect("meetings:invitations") if FROM_LIST in request.GET else redirect(meeting)


@needs("meetings.view_meetings", "meetings.manage_meetings")
def people_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    policy.can_change(request.user, meeting).require()
    form = PeopleForm(sent(request), meeting=meeting)
    if form.is_valid() and done(form, services.add_people, meeting=meeting, by=by(request), **form.cleaned_data):
        return _back(meeting)
    title = _("Katılımcı ekle: %(meeting)s") % {"meeting": meeting}
    return action_page(request, form, title=title, label=_("Çağır"), back=meeting.get_absolute_url())


@needs("meetings.view_meetings", "meetings.manage_meetings")
def guest_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    policy.can_change(request.user, meeting).require()
    form = GuestForm(sent(request))
    if form.is_valid() and done(form, services.add_guest, meeting=meeting, by=by(request), **form.cleaned_data):
        return _back(meeting)
    title = _("Panel dışından katılımcı: %(meeting)s") % {"meeting": meeting}
    text = _("Paneli kullanmayan biri: davet almaz, katılımcılar arasında yer alır.")
    return action_page(request, form, title=title, label=_("Ekle"), back=meeting.get_absolute_url(), text=text)


@needs("meetings.view_meetings", "meetings.manage_meetings")
def role_set(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_participant(request, pk)
    policy.can_change(request.user, participant.meeting).require()
    form = RoleForm(sent(request), initial={"role": participant.role})
    if form.is_valid() and done(form, services.set_role, participant=participant, by=by(request), **form.cleaned_data):
        return _back(participant.meeting)
    title = _("Toplantıdaki görevi: %(person)s") % {"person": participant}
    return action_page(request, form, title=title, label=_("Kaydet"), back=participant.meeting.get_absolute_url())


@require_POST
@needs("meetings.view_meetings", "meetings.manage_meetings")
def participant_remove(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_participant(request, pk)
    meeting = participant.meeting
    try:
        services.remove_participant(participant=participant, by=by(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return _back(meeting)


def _back(meeting: Meeting) -> HttpResponse:
    return redirect(f"{meeting.get_absolute_url()}#live-people")
