"""How former values of meetings come back: by their form and service."""

from accounts.audit.restorers import Restorer

from . import policy, services
from .forms import MeetingForm
from .models import Meeting

RESTORERS = (
    Restorer(
        model=Meeting,
        verbs=("meetings.view_meetings", "meetings.manage_meetings"),
        may_change=policy.can_change,
        form=lambda data, meeting, by: MeetingForm(data, instance=meeting),
        store=lambda meeting, by, form: services.save_meeting(meeting=meeting, by=by),
    ),
)
