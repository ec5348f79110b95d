"""Who writes decisions, corrects them and follows what becomes of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused

from .. import models
from ..models import Meeting
from ..querysets import sees_all
from .meetings import can_hold, can_write

ADOPT = "meetings.adopt_decisions"
_NOT_ALL = _("Karar defterini yalnız bütün toplantıları görenler açabilir.")


def can_adopt(user: Any, meeting: Meeting) -> Decision:
    """Decisions are adopted in a meeting that goes on or was completed, by those who hold it."""
    if not (may := has_verb(user, ADOPT)):
        return may
    return can_write(user, meeting)


def can_correct(user: Any, decision: models.Decision) -> Decision:
    """Correct the words of a decision, or say who follows it until when."""
    if not (may := has_verb(user, ADOPT)):
        return may
    return can_hold(user, decision.meeting)


def can_follow(user: Any, decision: models.Decision) -> Decision:
    """Say how far a decision is: whoever it was given to, and those who hold its meeting."""
    if decision.owner_id == user.pk:
        return ALLOWED
    return can_correct(user, decision)


def can_read_book(user: Any) -> Decision:
    """A book holds the decisions of all meetings of an organ."""
    return ALLOWED if sees_all(user) else refused(_NOT_ALL)
