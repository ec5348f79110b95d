"""What may be typed about meetings."""

from .action import ActionForm
from .actions import AgendaItemForm, FileForm, GuestForm, PeopleForm, RoleForm
from .calls import CallForm, TermForm
from .decisions import CorrectionForm, FollowUpForm, NewDecisionForm
from .duties import CompleteForm, GiveForm, NewDutyForm
from .links import LinkForm
from .meeting import MeetingForm, NewMeetingForm
from .series import SeriesForm

__all__ = [
    "ActionForm",
    "AgendaItemForm",
    "CallForm",
    "CompleteForm",
    "CorrectionForm",
    "FileForm",
    "FollowUpForm",
    "GiveForm",
    "GuestForm",
    "LinkForm",
    "MeetingForm",
    "NewDecisionForm",
    "NewDutyForm",
    "NewMeetingForm",
    "PeopleForm",
    "RoleForm",
    "SeriesForm",
    "TermForm",
]
