"""Who minds the deadlines of the law and the terms that they go by."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused

from ..models import LegalDuty, TermRule

_MANAGE = "meetings.manage_duties"
_VIEW = "meetings.view_duties"


def can_manage_duties(user: Any) -> Decision:
    return has_verb(user, _MANAGE)


def can_change_duty(user: Any, duty: LegalDuty) -> Decision:
    """Say who minds a duty that is open."""
    if not duty.is_open:
        return refused(_("Kapanmış yükümlülük değiştirilemez."))
    return can_manage_duties(user)


def can_complete_duty(user: Any, duty: LegalDuty) -> Decision:
    """Whose duty it is says that it is done, and those who mind all."""
    return ALLOWED if duty.owner_id == user.pk else can_manage_duties(user)


def can_remove_term(user: Any, rule: TermRule) -> Decision:
    """A term that somebody may have gone by stays; a later row says what holds instead."""
    if rule.valid_from <= today():
        return refused(_("Yürürlüğe girmiş süre kaldırılmaz; yeni bir günden başlayan değer ekleyin."))
    return can_manage_duties(user)


def duty_owners(verb: str = "") -> Any:
    """Return the users who may mind a duty that takes `verb` to be seen."""
    people: Any = get_user_model()._default_manager
    found: QuerySet[Any] = people.active().with_verb(_VIEW)
    return (found.with_verb(verb) if verb else found).order_by("name_key", "pk")  # type: ignore[attr-defined]
