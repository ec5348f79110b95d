"""What the board decides here: how much a cash box may hold."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.decided import DECIDABLES, Decidable
from kafkasder.core.locks import lock

from .choices import AccountKind
from .models import MoneyAccount

CASH_LIMIT = "cash_limit"


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
