"""Meetings, the people who are called to them, their agenda, and what they decide."""

from .agenda import AgendaItem
from .decision import Decision, DecisionCorrection, DecisionSeries
from .meeting import Meeting
from .people import Participant

__all__ = ["AgendaItem", "Decision", "DecisionCorrection", "DecisionSeries", "Meeting", "Participant"]
