"""Meetings, the people who are called to them, and their agenda."""

from .agenda import AgendaItem
from .meeting import Meeting
from .people import Participant

__all__ = ["AgendaItem", "Meeting", "Participant"]
