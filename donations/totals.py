"""The sums that are kept of donations."""

from kafkasder.core.totals import Totals

from .models.sums import YEARS

_TAKEN_IN = "row.state IN ('completed', 'refunded')"

GIFTS = Totals(
    of="donations_donation",
    into="donations_donationtotal",
    keys={
        "day": "row.day",
        "currency": "row.currency",
        "method": "row.method",
        "kind": "row.kind",
        "fund_id": "row.fund_id",
        "campaign_id": "row.campaign_id",
    },
    sums={"count": "1", "amount": "row.amount", "refunded": "row.refunded"},
    where=_TAKEN_IN,
)
GIVERS = Totals(
    of="donations_donation",
    into="donations_donortotal",
    keys={
        "donor_id": "row.donor_id",
        "year": "extract(year FROM row.day)::int",
        "currency": "row.currency",
        "fund_id": "row.fund_id",
    },
    sums={"count": "1", "amount": "row.amount", "refunded": "row.refunded"},
    where=_TAKEN_IN,
)
_YEAR = "extract(year FROM row.day)::int"
_KEPT = "((row.amount - row.refunded) * 100)::bigint"
DECADES = Totals(
    of="donations_donation",
    into="donations_giverdecade",
    keys={"donor_id": "row.donor_id", "decade": f"{_YEAR} / {YEARS}", "currency": "row.currency"},
    sums={f"count_{digit}": f"({_YEAR} % {YEARS} = {digit})::int" for digit in range(YEARS)}
    | {f"kept_{digit}": f"CASE WHEN {_YEAR} % {YEARS} = {digit} THEN {_KEPT} ELSE 0 END" for digit in range(YEARS)},
    where=_TAKEN_IN,
)
MONTHS = Totals(
    of="donations_donation",
    into="donations_monthtotal",
    keys={
        "month": "date_trunc('month', row.day)::date",
        "currency": "row.currency",
        "method": "row.method",
        "kind": "row.kind",
        "fund_id": "row.fund_id",
        "campaign_id": "row.campaign_id",
    },
    sums={"count": "1", "amount": "row.amount", "refunded": "row.refunded"},
    where=_TAKEN_IN,
)
FLOWS = Totals(
    of="finance_financerecord",
    into="donations_fundflow",
    keys={
        "day": "coalesce((SELECT whole.day FROM finance_financerecord AS whole"
        " WHERE whole.id = row.reverses_id), row.day)",
        "direction": "row.direction",
        "fund_id": "row.fund_id",
        "currency": "row.currency",
    },
    sums={"amount": "row.amount"},
    where="row.state = 'approved'",
)
MOVES = Totals(
    of="finance_posting",
    into="donations_fundmove",
    keys={"day": "row.day", "fund_id": "row.fund_id", "currency": "row.currency"},
    sums={"received": "greatest(row.amount, 0)", "given": "greatest(-row.amount, 0)"},
    where="row.transfer_id IS NOT NULL AND row.fund_id IS NOT NULL",
)
