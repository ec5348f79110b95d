"""What funds and accounts hold now, from the sums that are kept (`finance.totals`)."""

from decimal import Decimal

from django.db.models import Sum

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
