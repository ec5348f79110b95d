"""How former values of meetings and decisions come back: by their form and service."""

from accounts.audit.restorers import Restorer

from . import policy, services
from .forms import FollowUpForm, MeetingForm
from .models import Decision, Meeting

RESTORERS = (
    Restorer(
        model=Meeting,
        verbs=("meetings.view_meetings", "meetings.manage_meetings"),
        may_change=policy.can_change,
        form=lambda data, meeting, by: MeetingForm(data, instance=meeting),
        store=lambda meeting, by, form: services.save_meeting(meeting=meeting, by=by),
    ),
    Restorer(
        model=Decision,
        verbs=("meetings.view_meetings", "meetings.adopt_decisions"),
        may_change=policy.can_correct,
        form=lambda data, decision, by: FollowUpForm(data, instance=decision),
        store=lambda decision, by, form: services.save_follow_up(decision=decision, by=by),
    ),
)
