"""May this person do this to that figure or rate?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.policy import Decision, has_verb, refused

from ..models import MoneyRule

_MANAGE = "finance.manage_finance"


def can_remove_rule(user: Any, rule: MoneyRule) -> Decision:
    """A figure that somebody may have gone by stays; a later row says what holds instead."""
    if rule.valid_from <= today():
        return refused(_("Yürürlüğe girmiş kural kaldırılmaz; yeni bir günden başlayan değer ekleyin."))
    return has_verb(user, _MANAGE)
