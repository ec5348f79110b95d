"""May this person do this in that meeting? Meetings that one may not see never get here: they are a 404."""

from .meetings import callable_people, can_add, can_answer, can_change, can_hold, can_write, minds_all

__all__ = ["callable_people", "can_add", "can_answer", "can_change", "can_hold", "can_write", "minds_all"]
