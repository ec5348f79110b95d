"""Funds, accounts and movements of money for tests of transfers, counts, months and proofs."""

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from finance import services
from finance.choices import Category, Direction, DocumentType, FundKind, PaymentMethod, RuleKey
from finance.models import FinanceRecord, Fund, MoneyAccount, MoneyRule, Transfer
from kafkasder.core.days import today

from ..factories import make_user
from .rows import numbers

_METHODS = {"cash": PaymentMethod.CASH, "bank": PaymentMethod.BANK}


def general_fund() -> Fund:
    return Fund.objects.get_or_create(kind=FundKind.GENERAL, defaults={"name": "Genel", "code": "genel-t"})[0]


def fund(kind: str = FundKind.PURPOSE, **fields: Any) -> Fund:
    number = next(numbers)
    spends_on = [Category.OUT_AID_CASH] if kind == FundKind.RELIGIOUS else []
    given = {"name": f"Fon {number}", "code": f"t-{number}", "kind": kind, "spends_on": spends_on}
    return Fund.objects.create(**given | fields)


def account(kind: str = "cash", **fields: Any) -> MoneyAccount:
    return MoneyAccount.objects.create(**{"name": f"Hesap {next(numbers)}", "kind": kind} | fields)


def entry(amount: Any, place: MoneyAccount, of: Fund | None = None, **fields: Any) -> services.Entry:
    """An income if `amount` is above zero, an expense if it is below."""
    amount = Decimal(amount)
    given: dict[str, Any] = {
        "direction": Direction.INCOME if amount > 0 else Direction.EXPENSE,
        "category": Category.IN_DONATION if amount > 0 else Category.OUT_AID_CASH,
        "amount": abs(amount),
        "currency": place.currency,
        "fund": of or general_fund(),
        "account": place,
        "day": today(),
        "method": _METHODS.get(place.kind, place.kind),
        "document_type": DocumentType.MINUTES,
        "description": "Deneme",
    }
    return services.Entry(**given | fields)


def booked(amount: Any, place: MoneyAccount, of: Fund | None = None, **fields: Any) -> FinanceRecord:
    by = fields.pop("by", None) or make_user("accounting")
    return services.book(entry=entry(amount, place, of, **fields), by=by)


def waiting(amount: Any, place: MoneyAccount, by: User | None = None, **fields: Any) -> FinanceRecord:
    record = entry(amount, place, **fields).record(by or make_user("accounting"))
    record.save(force_insert=True)
    return record


def transfer(amount: Any, source: Any, target: Any, **fields: Any) -> Transfer:
    """One between two accounts or two funds that is not stored yet."""
    of = "account" if isinstance(source, MoneyAccount) else "fund"
    places = {f"from_{of}": source, f"to_{of}": target}
    given = {"amount": Decimal(amount), "currency": "TRY", "day": today(), "description": "Aktarım"} | places
    return Transfer(**given | fields)


def four_eyes_over(amount: Any) -> None:
    MoneyRule.objects.filter(key=RuleKey.FOUR_EYES_OVER).delete()
    MoneyRule.objects.create(
        key=RuleKey.FOUR_EYES_OVER, valid_from=date(2000, 1, 1), value=Decimal(amount), source="Deneme"
    )
