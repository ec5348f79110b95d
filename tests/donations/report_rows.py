"""Donations with their ledger for the tests of reports, each through the services."""

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from donations import services
from donations.models import Donation
from finance.choices import AccountKind, Category, Direction, DocumentType, FundKind
from finance.models import Fund, MoneyAccount
from finance.services.booking import Entry, book

from ..factories import make_user
from .rows import make_donor

DAY = date(2026, 3, 10)


def a_fund(code: str = "genel") -> Fund:
    kind = FundKind.GENERAL if code == "genel" else FundKind.PURPOSE
    found = Fund.objects.filter(code=code).first()
    return found or Fund.objects.create(name=f"Fon {code}", code=code, kind=kind)


def a_bank(currency: str = "TRY") -> MoneyAccount:
    name = f"Banka {currency}"
    return MoneyAccount.objects.get_or_create(name=name, kind=AccountKind.BANK, currency=currency)[0]


def a_gift(
    amount: Any = 100, day: date = DAY, *, by: User | None = None, taken_in: bool = True, **fields: Any
) -> Donation:
    """A donation by bank; `taken_in` as a rule."""
    by = by or make_user("board")
    currency = fields.get("currency", "TRY")
    given = {"method": "bank", "rate": None if currency == "TRY" else Decimal(40)}
    given |= {"fund": fields.pop("fund", None) or a_fund(), "account": a_bank(currency)}
    donor = fields.pop("donor", None) or make_donor(by=by)
    donation = Donation(donor=donor, amount=Decimal(amount), day=day, **given | fields)
    services.record_donation(donation=donation, by=by)
    return services.take_in(donation=donation, by=by) if taken_in else donation


def an_expense(
    amount: Any, day: date = DAY, *, by: User, category: str = Category.OUT_RENT, currency: str = "TRY"
) -> Any:
    entry = Entry(
        direction=Direction.EXPENSE,
        category=category,
        amount=Decimal(amount),
        currency="TRY",
        fund=a_fund(),
        account=a_bank(),
        day=day,
        method="bank",
        document_type=DocumentType.INVOICE,
        description="Gider",
    )
    return book(entry=entry, by=by)
