"""Rows of receipts for tests: books, authorisations and what they are written for."""

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from donations import services
from donations.models import CollectorAuthorization, Donation, DonationItem, Receipt, ReceiptBook
from finance.models import Fund, MoneyAccount
from tests.finance.rows import numbers

from ..factories import make_user
from .rows import make_donor

DAY = date(2026, 3, 10)


def make_fund(**fields: Any) -> Fund:
    number = next(numbers)
    return Fund.objects.create(**{"name": f"Amaç {number}", "code": f"amac-{number}", "kind": "purpose"} | fields)


def make_alms(**fields: Any) -> Fund:
    return make_fund(kind="religious", spends_on=["out_aid_cash"], **fields)


def make_account(kind: str = "cash", **fields: Any) -> MoneyAccount:
    return MoneyAccount.objects.create(**{"name": f"Hesap {next(numbers)}", "kind": kind} | fields)


def make_gift(by: User | None = None, *, waiting: bool = False, **fields: Any) -> Donation:
    """Make a gift in cash that was taken in, or another one by what `fields` say."""
    by = by or make_user("accounting")
    method = fields.pop("method", "cash")
    kinds = {"cash": "cash", "bank": "bank", "in_kind": "goods"}
    given = {"amount": Decimal("1234.50"), "day": DAY, "method": method, "kind": "general"} | fields
    for name, make in {"donor": make_donor, "fund": make_fund, "account": lambda: make_account(kinds[method])}.items():
        given.setdefault(name, make())
    items = None
    if method == "in_kind":
        given.setdefault("place", "Depo")
        items = [DonationItem(category="Bulgur", quantity=Decimal("12.50"), unit="kg", value=given["amount"])]
    donation = services.record_donation(donation=Donation(**given), items=items, by=by)
    if waiting:
        return donation
    if method == "in_kind":
        donation = services.change_donation_state(donation=donation, target="approved", by=make_user("board"))
    return services.take_in(donation=donation, by=by)


def make_book(by: User | None = None, **fields: Any) -> ReceiptBook:
    """Make a book of the stock; each has numbers of its own unless told."""
    first = fields.get("first", next(numbers) * 100 + 1)
    given = {"series": "A", "first": first, "last": first + 49, "received_on": date(2026, 1, 5)} | fields
    return services.register_book(book=ReceiptBook(**given), by=by or make_user("accounting"))


def make_authorization(person: User | None = None, **fields: Any) -> CollectorAuthorization:
    given = {
        "person": person or make_user("staff"),
        "decision": "2026/3",
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2026, 12, 31),
    }
    authorization = CollectorAuthorization(**given | fields)
    return services.authorize_collector(authorization=authorization, by=make_user("accounting"))


def make_collector(**fields: Any) -> User:
    collector = make_user("staff", full_name="Tahsin Er", title="Tahsil görevlisi", **fields)
    make_authorization(collector)
    return collector


def make_receipt(donation: Donation | None = None, **fields: Any) -> Receipt:
    """Write a receipt on a leaf of a book of the stock."""
    donation = donation or make_gift()
    given = {"day": DAY, "by": fields.get("by") or make_user("accounting")} | fields
    if "book" not in given:
        given["book"] = make_book(kind="in_kind" if donation.method == "in_kind" else "cash")
    given.setdefault("collector", None)
    given["collector"] = given["collector"] or make_collector()
    return services.issue_receipt(donation=donation, **given)
