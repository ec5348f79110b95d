"""What the board decides here: how much a cash box may hold, and figures such as the one above which two must agree."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.decided import DECIDABLES, Decidable
from kafkasder.core.locks import lock

from .choices import AccountKind
from .models import MoneyAccount, MoneyRule

CASH_LIMIT, MONEY_RULE = "cash_limit", "money_rule"


def register() -> None:
    DECIDABLES.add(
        Decidable(
            key=CASH_LIMIT,
            label=_("Kasa sınırı"),
            model=MoneyAccount,
            verb="finance.manage_finance",
            candidates=lambda viewer: (
                MoneyAccount.objects.visible_to(viewer).filter(kind=AccountKind.CASH).order_by("name_key", "pk")
            ),
            visible_to=lambda viewer: MoneyAccount.objects.visible_to(viewer),
            settle=_name,
            unsettle=_unname,
            order=10,
        )
    )
    DECIDABLES.add(
        Decidable(
            key=MONEY_RULE,
            label=_("Para kuralı"),
            model=MoneyRule,
            verb="finance.manage_finance",  # a figure itself is never changed, nor is the source that it came with
            candidates=lambda viewer: MoneyRule.objects.visible_to(viewer).order_by("-valid_from", "key"),
            visible_to=lambda viewer: MoneyRule.objects.visible_to(viewer),
            order=11,
        )
    )


def _name(row: Any, said: str, by: Any) -> None:
    """Write into a cash box what its limit rests on."""
    row = lock(row, by)
    row.limit_decision = said
    row.save(update_fields=["limit_decision", "updated_at"])


def _unname(row: Any, said: str, by: Any) -> None:
    """Take it out again, if it says the same still."""
    row = lock(row, by)
    if row.limit_decision == said:
        row.limit_decision = ""
        row.save(update_fields=["limit_decision", "updated_at"])
