"""What funds and accounts hold now, from the sums that are kept (`finance.totals`)."""

from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum, TextField
from django.db.models.functions import Cast, Coalesce, Concat

from .choices import AccountKind, Currency
from .models import Balance, Fund, MoneyAccount

NOTHING = Decimal(0)


def of_fund(fund: Fund) -> dict[str, Decimal]:
    """Return what a fund holds, by currency."""
    rows = Balance.objects.filter(fund=fund).values_list("currency").annotate(Sum("amount")).order_by("currency")
    return {currency: amount for currency, amount in rows if amount}


def of_account(account: MoneyAccount) -> Decimal:
    """Return what an account holds, in its currency."""
    rows = Balance.objects.filter(account=account, currency=account.currency)
    return rows.aggregate(amount=Sum("amount"))["amount"] or NOTHING


def of_all_funds() -> dict[int, dict[str, Decimal]]:
    """Return what each fund holds, by its key and by currency."""
    rows = Balance.objects.filter(fund__isnull=False).values_list("fund_id", "currency").annotate(Sum("amount"))
    held: dict[int, dict[str, Decimal]] = {}
    for fund, currency, amount in rows.order_by("fund_id", "currency"):
        if amount:
            held.setdefault(fund, {})[currency] = amount
    return held


def of_all_accounts() -> dict[int, Decimal]:
    """Return what each account holds, by its key."""
    rows = Balance.objects.filter(account__isnull=False).values_list("account_id").annotate(Sum("amount"))
    return dict(rows.order_by("account_id"))


def with_fund_balances(funds: "QuerySet[Fund]") -> "QuerySet[Fund]":
    """Let each fund of a query know what it holds, which `held_by` reads, in the same query."""
    rows = Balance.objects.filter(fund=OuterRef("pk")).order_by("currency").values("currency")
    sums = rows.annotate(total=Sum("amount")).exclude(total=0)
    return funds.annotate(
        holdings=ArraySubquery(
            sums.values_list(Concat("currency", Cast("total", TextField()), output_field=TextField()))
        )
    )


def held_by(fund: Fund) -> dict[str, Decimal]:
    """Return what a fund of such a query holds, by currency."""
    holdings: list[str] = getattr(fund, "holdings", [])
    return {each[:3]: Decimal(each[3:]) for each in holdings}


def with_account_balance(accounts: "QuerySet[MoneyAccount]") -> "QuerySet[MoneyAccount]":
    """Let each account of a query know its `balance`, in the same query."""
    rows = Balance.objects.filter(account=OuterRef("pk")).order_by().values("account").annotate(total=Sum("amount"))
    amount: DecimalField = DecimalField(max_digits=16, decimal_places=2)
    return accounts.annotate(balance=Coalesce(Subquery(rows.values("total")), NOTHING, output_field=amount))


def in_hand() -> Decimal:
    """Return the lira that lie in boxes and banks."""
    rows = Balance.objects.filter(account__kind__in=(AccountKind.CASH, AccountKind.BANK), currency=Currency.TRY)
    return rows.aggregate(amount=Sum("amount"))["amount"] or NOTHING
