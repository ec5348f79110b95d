"""What may be typed about meetings."""

from .actions import AgendaItemForm, GuestForm, PeopleForm, RoleForm
from .meeting import MeetingForm, NewMeetingForm

__all__ = ["AgendaItemForm", "GuestForm", "MeetingForm", "NewMeetingForm", "PeopleForm", "RoleForm"]
