"""Telling people of what waits and of what was decided: called last, in the transaction of what happened."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kafkasder.core.money import format_money
from notifications.services import Words, notify, take_back

from .. import kinds
from ..models import FinanceRecord, Transfer


def tell_waiting(record: FinanceRecord | Transfer, by: Any) -> None:
    """Tell those who approve that something waits for them."""

    def words() -> Words:
        told = {"record": record.description[:100], "amount": format_money(record.amount, record.currency)}
        return Words(_("Onayınızı bekliyor: %(record)s (%(amount)s)") % told)

    notify(kind=kinds.WAITING, to=_approvers(), words=words, about=record, by=by)


def tell_imported(count: int, by: Any) -> None:
    """Tell those who approve how many records of a sheet wait for them."""

    def words() -> Words:
        told = ngettext(
            "İçe aktarılan %(count)d kayıt onayınızı bekliyor",
            "İçe aktarılan %(count)d kayıt onayınızı bekliyor",
            count,
        )
        return Words(told % {"count": count})

    notify(kind=kinds.WAITING, to=_approvers(), words=words, by=by)


def ask_no_more(record: FinanceRecord | Transfer) -> None:
    """Nobody who was told of what waits needs to look at it any more."""
    take_back(about=record)


def tell_decided(record: FinanceRecord | Transfer, by: Any) -> None:
    """Tell who recorded something what became of it; nobody else needs to look at it any more."""
    ask_no_more(record)
    if record.created_by is None:
        return

    def words() -> Words:
        told = {"record": record.description[:100], "state": record.get_state_display()}
        return Words(_("%(record)s: %(state)s") % told, record.state_reason)

    notify(kind=kinds.DECIDED, to=[record.created_by], words=words, about=record, by=by)


def _approvers() -> Any:
    people: Any = get_user_model()._default_manager
    return people.active().with_verb("finance.approve_finance")
