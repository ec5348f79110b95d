"""Meetings, the people who are called to them, their agenda, what they decide and what is done then."""

from .action import ActionItem
from .agenda import AgendaItem
from .decision import Decision, DecisionCorrection, DecisionSeries
from .duty import LegalDuty
from .files import AgendaFile
from .link import DecisionLink
from .meeting import Meeting
from .minutes import MinuteDraft
from .people import Participant
from .rule import TermRule
from .series import MeetingSeries, SeriesMember
from .vote import Vote

__all__ = [
    "ActionItem",
    "AgendaFile",
    "AgendaItem",
    "Decision",
    "DecisionCorrection",
    "DecisionLink",
    "DecisionSeries",
    "LegalDuty",
    "Meeting",
    "MeetingSeries",
    "MinuteDraft",
    "Participant",
    "SeriesMember",
    "TermRule",
    "Vote",
]
