"""May this person count that box?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import Decision, has_verb, refused

from ..choices import AccountKind
from ..models import MoneyAccount


def can_count(user: Any, account: MoneyAccount | None = None) -> Decision:
    if account and (account.kind != AccountKind.CASH or not account.is_open):
        return refused(_("Yalnız açık bir kasa sayılır."))
    return has_verb(user, "finance.count_cash")
