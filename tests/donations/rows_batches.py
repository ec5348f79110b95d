"""Funds, accounts, gifts, piles and settlements for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from donations import services
from donations.models import Batch, Donation, Settlement
from finance.models import Fund, MoneyAccount
from tests.finance.rows import numbers

from ..factories import make_user
from .rows import make_donor

DAY = date(2026, 3, 10)
_DETAILS: dict[str, dict[str, Any]] = {
    "pos": {"card_digits": "1234", "card_brand": "visa"},
    "online": {"gateway": "paratika", "three_d_secure": True},
    "sms": {"operator": "turkcell", "sms_phone": "+905321234567", "billing_month": date(2026, 3, 1)},
}


def general_fund() -> Fund:
    return Fund.objects.get_or_create(code="genel", defaults={"name": "Genel", "kind": "general"})[0]


def make_account(kind: str = "bank", **fields: Any) -> MoneyAccount:
    return MoneyAccount.objects.create(**{"name": f"Hesap {next(numbers)}", "kind": kind} | fields)


def make_gift(
    amount: Any = 100, *, account: MoneyAccount | None = None, by: User | None = None, **fields: Any
) -> Donation:
    """Make a gift that was taken in; its way of paying follows from the account."""
    account = account or make_account("cash")
    method = fields.pop("method", account.kind)
    given = {"day": DAY, "currency": account.currency, "amount": Decimal(amount)} | _DETAILS.get(method, {})
    if method in ("pos", "online"):
        given["reference"] = f"R{next(numbers)}"
    given |= {"fund": fields.pop("fund", None) or general_fund(), "donor": fields.pop("donor", None) or make_donor()}
    by = by or make_user("accounting")
    donation = services.record_donation(donation=Donation(account=account, method=method, **given | fields), by=by)
    return services.take_in(donation=donation, by=by)


def make_settlement(*gifts: Donation, by: User | None = None, **fields: Any) -> Settlement:
    gifts = gifts or (make_gift(account=make_account("pos")),)
    given = {"to_account": fields.pop("to_account", None) or make_account(), "day": DAY, "fee": Decimal(2)} | fields
    keys = [gift.pk for gift in gifts]
    return services.settle(donations=keys, by=by or make_user("accounting"), **given)


def make_batch(by: User | None = None, **fields: Any) -> Batch:
    given = {"name": "Cuma zarfları", "day": DAY, "method": "cash", "expected_count": 2, "expected_total": Decimal(150)}
    given |= {"account": fields.pop("account", None) or make_account("cash")}
    batch = Batch(**given | {"fund": fields.pop("fund", None) or general_fund()} | fields)
    return services.open_batch(batch=batch, by=by or make_user("accounting"))


def type_in(batch: Batch, amount: Any, by: User | None = None, **fields: Any) -> Donation:
    donation = Donation(**{"amount": Decimal(amount), "kind": "general"} | fields)
    return services.type_into_batch(batch=batch, donation=donation, by=by or make_user("accounting"))
