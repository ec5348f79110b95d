"""Accounts whose money belongs to rows of a room above, such as what an operator owes for gifts.

That room pays it out on a page of its own; what it does not ask for may be moved like any other money::

    SETTLERS.add(SettledBy(key="gifts", label=_("Hesap kapama"), url=…, verb=…, kinds=CLEARING, owed=owed_on))
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock_named
from kafkasder.core.money import format_money
from kafkasder.core.registry import Registry

from . import balances
from .models import MoneyAccount


@dataclass(frozen=True, kw_only=True)
class SettledBy:
    """A page, named by `label` and `url`, that pays out what lies in accounts of these kinds for rows of its room.

    `owed` says how much of an account's money these rows wait for, in its currency.
    """

    key: str
    label: str | Promise
    url: str | Promise
    verb: str
    kinds: Collection[str]
    owed: Callable[[MoneyAccount], Decimal]
    order: int = 100


SETTLERS: Registry[SettledBy] = Registry()


def refusal_to_take(account: MoneyAccount, amount: Decimal) -> Any:
    """Tell why people may not take an amount out of an account on their own; None if they may.

    Whoever takes from the account at this moment waits until this transaction is over, as the database has them do.
    """
    for settler in SETTLERS.values():
        if account.kind not in settler.kinds:
            continue
        lock_named(f"finance balance account{account.pk}{account.currency}")
        owed = settler.owed(account)
        free = max(balances.of_account(account) - owed, Decimal(0))
        if owed and amount > free:
            told = _(
                "“%(account)s” hesabındaki %(owed)s “%(page)s” sayfasında bankaya geçer; elle en çok %(free)s çıkar."
            )
            shown = {"owed": format_money(owed, account.currency), "free": format_money(free, account.currency)}
            return told % {"account": account, "page": settler.label, **shown}
    return None
