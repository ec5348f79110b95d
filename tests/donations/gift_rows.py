"""Donations for tests, with the funds and accounts that they go into."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from donations import services
from donations.models import Donation, DonationItem
from finance.choices import AccountKind, FundKind
from finance.models import Fund, MoneyAccount
from kafkasder.core.days import today
from tests.finance.rows import numbers

from ..factories import make_user
from .rows import make_donor

IBAN = "TR330006100519786457841326"
KINDS = {
    "cash": AccountKind.CASH,
    "cheque": AccountKind.BANK,
    "pos": AccountKind.POS,
    "online": AccountKind.ONLINE,
    "bank": AccountKind.BANK,
    "sms": AccountKind.SMS,
    "in_kind": AccountKind.GOODS,
}


def own_fields(method: str) -> dict[str, Any]:
    """Return what a whole donation of a method says beside what all say."""
    return {
        "cash": {},
        "cheque": {
            "cheque_number": f"C{next(numbers)}",
            "bank_name": "Örnek Bank",
            "drawn_on": today() - timedelta(days=3),
            "due_on": today() + timedelta(days=20),
        },
        "pos": {"card_digits": "1234", "card_brand": "troy", "terminal": "T1", "reference": f"R{next(numbers)}"},
        "online": {"gateway": "paratika", "reference": f"R{next(numbers)}", "three_d_secure": True},
        "bank": {"bank_name": "Örnek Bank", "sender_account": IBAN, "reference": f"R{next(numbers)}"},
        "sms": {
            "operator": "turkcell",
            "sms_phone": "+905321234567",
            "sms_code": "YARDIM",
            "billing_month": date(2026, 3, 1),
        },
        "in_kind": {"place": "Merkez depo", "condition": "Yeni"},
    }[method]


def general_fund() -> Fund:
    return Fund.objects.get_or_create(kind=FundKind.GENERAL, defaults={"name": "Genel fon", "code": "genel"})[0]


def a_fund(code: str = "zekat", **fields: Any) -> Fund:
    given = {"name": code.title(), "kind": FundKind.RELIGIOUS, "spends_on": ["out_aid_cash"]}
    return Fund.objects.get_or_create(code=code, defaults=given | fields)[0]


def an_account(method: str = "cash", currency: str = "TRY") -> MoneyAccount:
    given = {"kind": KINDS[method], "currency": currency}
    return MoneyAccount.objects.filter(**given).first() or MoneyAccount.objects.create(
        name=f"Hesap {next(numbers)}", **given
    )


def new_gift(method: str = "cash", **fields: Any) -> Donation:
    """Return a donation that is not stored yet."""
    currency = fields.get("currency", "TRY")
    given = {
        "method": method,
        "amount": Decimal(500),
        "day": today(),
        "rate": None if currency == "TRY" else Decimal("41.5"),
        **own_fields(method),
        **fields,
    }
    given.setdefault("donor", None)
    given["donor"] = given["donor"] or make_donor()
    given["fund"] = given.get("fund") or general_fund()
    given["account"] = given.get("account") or an_account(method, currency)
    return Donation(**given)


def goods(*values: int) -> list[DonationItem]:
    given = values or (300, 200)
    return [DonationItem(category="Un", quantity=Decimal(2), unit="kg", value=Decimal(value)) for value in given]


def make_gift(method: str = "cash", by: User | None = None, *, is_here: bool = False, **fields: Any) -> Donation:
    items = fields.pop("items", None) or (goods() if method == "in_kind" else None)
    donation = new_gift(method, **fields)
    return services.record_donation(donation=donation, by=by or make_user("staff"), items=items, is_here=is_here)


def taken_in(method: str = "cash", by: User | None = None, **fields: Any) -> Donation:
    """Return a donation whose money, or goods, came in by the way of its method."""
    by = by or make_user("staff")
    donation = make_gift(method, by, **fields)
    if method in ("cheque", "in_kind"):
        services.change_donation_state(donation=donation, target="approved", by=make_user("board"))
    if method == "cheque":
        services.change_cheque_state(donation=donation, target="presented", by=by)
        return services.change_cheque_state(donation=donation, target="cleared", by=by)
    return services.take_in(donation=donation, by=by)
