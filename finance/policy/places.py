"""May this person do this to that fund or account?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import Decision, has_verb, refused

from ..models import Fund, MoneyAccount

_MANAGE = "finance.manage_finance"


def can_manage(user: Any) -> Decision:
    """Open funds and accounts, and say which figures hold."""
    return has_verb(user, _MANAGE)


def can_change_fund(user: Any, fund: Fund) -> Decision:
    return has_verb(user, _MANAGE)


def can_change_fund_state(user: Any, fund: Fund) -> Decision:
    if not fund.is_bound:
        return refused(_("Genel fon hep açıktır ve her gideri ödeyebilir."))
    return has_verb(user, _MANAGE)


def can_change_account(user: Any, account: MoneyAccount) -> Decision:
    return has_verb(user, _MANAGE)
