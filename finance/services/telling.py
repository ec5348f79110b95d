"""Telling people of what waits and of what was decided: called last, in the transaction of what happened."""

from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kafkasder.core.money import format_money
from notifications.services import Words, notify, take_back

from .. import kinds
from ..basis import Standing
from ..models import FinanceRecord, Transfer


def tell_waiting(record: FinanceRecord | Transfer, by: Any) -> None:
    """Tell those who approve that something waits for them."""

    def words() -> Words:
        told = {"record": record.description[:100], "amount": format_money(record.amount, record.currency)}
        return Words(_("Onayınızı bekliyor: %(record)s (%(amount)s)") % told)

    notify(kind=kinds.WAITING, to=_approvers(), words=words, about=record, by=by)


def tell_split(record: FinanceRecord, count: int, amount: Decimal, limit: Decimal, by: Any) -> None:
    """Tell those who approve of expenses of a day to one party that pass the limit together and not each."""

    def words() -> Words:
        told = {"party": record.counterparty[:80], "count": count, "amount": format_money(amount)}
        title = _("Bölünmüş olabilir: %(party)s için aynı gün %(count)d gider, birlikte %(amount)s") % told
        return Words(title, _("Tek tek onay sınırının (%(limit)s) altındalar.") % {"limit": format_money(limit)})

    notify(kind=kinds.SPLIT, to=_approvers(), words=words, about=record, by=by)


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


def tell_near_balance_basis(where: Standing) -> int:
    """Tell those who manage the money, once a year, that its income is near the limit; return how many are told."""

    def words() -> Words:
        told = {"percent": where.percent, "income": format_money(where.income), "limit": format_money(where.limit)}
        title = _("Yılın geliri bilanço esası sınırının %%%(percent)d kadarına ulaştı") % told
        body = _("Gelir %(income)s, sınır %(limit)s. Sınır aşılırsa sonraki yıl bilanço esasına göre defter tutulur.")
        return Words(title, body % told)

    managers = _with_verb("finance.manage_finance")
    return notify(kind=kinds.BALANCE_BASIS, to=managers, words=words, cause=f"balance basis {where.year}")


def _approvers() -> Any:
    return _with_verb("finance.approve_finance")


def _with_verb(verb: str) -> Any:
    people: Any = get_user_model()._default_manager
    return people.active().with_verb(verb)
