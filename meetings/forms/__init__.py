"""What may be typed about meetings."""

from .action import ActionForm
from .actions import AgendaItemForm, FileForm, GuestForm, PeopleForm, RoleForm
from .calls import CallForm, TermForm
from .decisions import CorrectionForm, FollowUpForm, NewDecisionForm
from .meeting import MeetingForm, NewMeetingForm
from .series import SeriesForm

__all__ = [
    "ActionForm",
    "AgendaItemForm",
    "CallForm",
    "CorrectionForm",
    "FileForm",
    "FollowUpForm",
    "GuestForm",
    "MeetingForm",
    "NewDecisionForm",
    "NewMeetingForm",
    "PeopleForm",
    "RoleForm",
    "SeriesForm",
    "TermForm",
]
