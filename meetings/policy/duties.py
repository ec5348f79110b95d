"""Who minds the deadlines of the law and the terms that they go by."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.policy import Decision, has_verb, refused

from ..models import TermRule

_MANAGE = "meetings.manage_duties"


def can_manage_duties(user: Any) -> Decision:
    return has_verb(user, _MANAGE)


def can_remove_term(user: Any, rule: TermRule) -> Decision:
    """A term that somebody may have gone by stays; a later row says what holds instead."""
    if rule.valid_from <= today():
        return refused(_("Yürürlüğe girmiş süre kaldırılmaz; yeni bir günden başlayan değer ekleyin."))
    return can_manage_duties(user)
