"""The sums that are kept of the ledger."""

from kafkasder.core.totals import Totals

BALANCES = Totals(
    of="finance_posting",
    into="finance_balance",
    keys={"fund_id": "row.fund_id", "account_id": "row.account_id", "currency": "row.currency"},
    sums={"amount": "row.amount"},
)
LEDGER = Totals(
    of="finance_financerecord",
    into="finance_ledgertotal",
    keys={
        "day": "row.day",
        "direction": "row.direction",
        "category": "row.category",
        "fund_id": "row.fund_id",
        "account_id": "row.account_id",
        "method": "row.method",
        "currency": "row.currency",
    },
    sums={"count": "CASE WHEN row.reverses_id IS NULL THEN 1 ELSE 0 END", "amount": "row.amount"},
    where="row.state = 'approved'",
)
