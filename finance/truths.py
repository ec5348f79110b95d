"""What must be true of the ledger at any moment; `finance.verifying` runs it."""

from django.utils.translation import gettext_lazy as _

from .below import ON_ANY_DAY
from .totals import BALANCES, LEDGER
from .verifying import CHECKS, Check, places_of, rows_of, sums_of

_RECORDS = """
SELECT record.id,
    CASE WHEN record.state = 'approved' THEN concat_ws(' ', record.day, record.currency,
        CASE WHEN record.direction = 'income' THEN record.amount ELSE -record.amount END) END,
    concat_ws(' ', posting.day, posting.currency, posting.amount)
FROM finance_financerecord AS record LEFT JOIN finance_posting AS posting ON posting.record_id = record.id
WHERE (record.state = 'approved') <> (posting.id IS NOT NULL)
    OR (posting.id IS NOT NULL AND (posting.day, posting.fund_id, posting.account_id, posting.currency, posting.amount)
        IS DISTINCT FROM (record.day, record.fund_id, record.account_id, record.currency,
            CASE WHEN record.direction = 'income' THEN record.amount ELSE -record.amount END))
"""
# What a transfer moves, as two lines of places and amount each; the postings must be these and no others.
_TRANSFERS = """
WITH due AS (
    SELECT id, day, from_fund_id AS fund_id, NULL::bigint AS account_id, currency, -amount AS amount
    FROM finance_transfer WHERE state = 'approved' AND from_fund_id IS NOT NULL
    UNION ALL
    SELECT id, day, to_fund_id, NULL, currency, amount
    FROM finance_transfer WHERE state = 'approved' AND to_fund_id IS NOT NULL
    UNION ALL
    SELECT id, day, fund_id, from_account_id, currency, -amount
    FROM finance_transfer WHERE state = 'approved' AND from_account_id IS NOT NULL
    UNION ALL
    SELECT id, day, fund_id, to_account_id, coalesce(nullif(received_currency, ''), currency),
        coalesce(received, amount)
    FROM finance_transfer WHERE state = 'approved' AND to_account_id IS NOT NULL
), made AS (
    SELECT transfer_id AS id, day, fund_id, account_id, currency, amount
    FROM finance_posting WHERE transfer_id IS NOT NULL
), missing AS (SELECT * FROM due EXCEPT ALL SELECT * FROM made),
surplus AS (SELECT * FROM made EXCEPT ALL SELECT * FROM due)
SELECT coalesce(missing.id, surplus.id), concat_ws(' ', missing.day, missing.currency, missing.amount),
    concat_ws(' ', surplus.day, surplus.currency, surplus.amount)
FROM missing FULL JOIN surplus ON missing.id = surplus.id
"""
_REVERSALS = """
SELECT whole.id, whole.amount, sum(back.amount)
FROM finance_financerecord AS whole JOIN finance_financerecord AS back ON back.reverses_id = whole.id
WHERE back.state = 'approved'
GROUP BY whole.id
HAVING whole.amount + sum(back.amount) < 0 OR whole.state <> 'approved' OR whole.reverses_id IS NOT NULL
    OR bool_or((back.currency, back.direction, back.category, back.fund_id)
        IS DISTINCT FROM (whole.currency, whole.direction, whole.category, whole.fund_id))
"""
_MOVED_BACK = """
SELECT back.id, concat_ws(' ', whole.currency, whole.amount), concat_ws(' ', back.currency, back.amount)
FROM finance_transfer AS back JOIN finance_transfer AS whole ON whole.id = back.reverses_id
WHERE back.state = 'approved' AND (whole.state <> 'approved' OR whole.reverses_id IS NOT NULL
    OR (back.from_account_id, back.to_account_id, back.from_fund_id, back.to_fund_id, back.fund_id,
        back.amount, back.currency)
    IS DISTINCT FROM (whole.to_account_id, whole.from_account_id, whole.to_fund_id, whole.from_fund_id, whole.fund_id,
        coalesce(whole.received, whole.amount), coalesce(nullif(whole.received_currency, ''), whole.currency)))
"""
_SIDES = """
SELECT currency, sum(amount) FILTER (WHERE fund_id IS NOT NULL), sum(amount) FILTER (WHERE account_id IS NOT NULL)
FROM finance_posting GROUP BY currency
HAVING coalesce(sum(amount) FILTER (WHERE fund_id IS NOT NULL), 0)
    <> coalesce(sum(amount) FILTER (WHERE account_id IS NOT NULL), 0)
"""
_FUNDS_BELOW = """
SELECT fund_id, currency, sum(amount) FROM finance_posting WHERE fund_id IS NOT NULL
GROUP BY fund_id, currency HAVING sum(amount) < 0
"""
_ACCOUNTS_BELOW = """
SELECT account_id, currency, sum(amount) FROM finance_posting WHERE account_id IS NOT NULL
GROUP BY account_id, currency HAVING sum(amount) < 0
"""
_FUND_DAYS, _ACCOUNT_DAYS = (ON_ANY_DAY.format(place=place) for place in ("fund_id", "account_id"))
_CURRENCIES = """
SELECT account.id, account.currency, min(posting.currency)
FROM finance_posting AS posting JOIN finance_moneyaccount AS account ON account.id = posting.account_id
WHERE posting.currency <> account.currency GROUP BY account.id
"""
_NUMBERS = """
SELECT id, due, number FROM (
    SELECT record.id, record.number, record.book_year, record.day, locked.month AS locked,
        CASE WHEN locked.month IS NOT NULL THEN row_number() OVER (
            PARTITION BY extract(year FROM record.day), locked.month IS NOT NULL ORDER BY record.day, record.id
        ) END AS due
    FROM finance_financerecord AS record
        LEFT JOIN finance_lockedmonth AS locked ON locked.month = date_trunc('month', record.day)::date
    WHERE record.state = 'approved'
) AS line
WHERE number IS DISTINCT FROM due OR (number IS NOT NULL AND book_year <> extract(year FROM day))
"""
_LATE = """
SELECT posting.record_id, locked.locked_at, posting.at
FROM finance_posting AS posting
    JOIN finance_lockedmonth AS locked ON locked.month = date_trunc('month', posting.day)::date
WHERE posting.at > locked.locked_at AND posting.record_id IS NOT NULL
"""
_CARRIED = """
WITH held AS (
    SELECT closed.year, posting.fund_id, NULL::bigint AS account_id, posting.currency, sum(posting.amount) AS amount
    FROM finance_closedyear AS closed JOIN finance_posting AS posting ON extract(year FROM posting.day) <= closed.year
    WHERE posting.fund_id IS NOT NULL GROUP BY 1, 2, 4 HAVING sum(posting.amount) <> 0
    UNION ALL
    SELECT closed.year, NULL, posting.account_id, posting.currency, sum(posting.amount)
    FROM finance_closedyear AS closed JOIN finance_posting AS posting ON extract(year FROM posting.day) <= closed.year
    WHERE posting.account_id IS NOT NULL GROUP BY 1, 3, 4 HAVING sum(posting.amount) <> 0
), carried AS (
    SELECT closed.year, total.fund_id, total.account_id, total.currency, total.amount
    FROM finance_carriedtotal AS total JOIN finance_closedyear AS closed ON closed.id = total.year_id
), missing AS (SELECT * FROM held EXCEPT SELECT * FROM carried),
surplus AS (SELECT * FROM carried EXCEPT SELECT * FROM held)
SELECT concat_ws(' ', coalesce(missing.year, surplus.year), coalesce(missing.fund_id, surplus.fund_id),
        coalesce(missing.account_id, surplus.account_id), coalesce(missing.currency, surplus.currency)),
    missing.amount, surplus.amount
FROM missing FULL JOIN surplus ON missing.year = surplus.year AND missing.currency = surplus.currency
    AND coalesce(missing.fund_id, 0) = coalesce(surplus.fund_id, 0)
    AND coalesce(missing.account_id, 0) = coalesce(surplus.account_id, 0)
"""
_COUNTS = """
SELECT count.id, count.counted - count.expected,
    CASE WHEN record.direction = 'income' THEN record.amount ELSE -record.amount END
FROM finance_cashcount AS count LEFT JOIN finance_financerecord AS record ON record.id = count.record_id
WHERE count.counted - count.expected
        <> coalesce(CASE WHEN record.direction = 'income' THEN record.amount ELSE -record.amount END, 0)
    OR (record.id IS NOT NULL AND (record.state <> 'approved' OR record.account_id <> count.account_id))
"""


def register_checks() -> None:
    record, transfer = "finance.financerecord", "finance.transfer"
    fund, account = "finance.fund", "finance.moneyaccount"
    for order, (key, label, run) in enumerate(
        (
            ("records", _("Her onaylı kaydın kendisi gibi tek bir hareketi vardır"), rows_of(record, _RECORDS)),
            ("transfers", _("Her onaylı aktarımın iki hareketi vardır"), rows_of(transfer, _TRANSFERS)),
            ("reversals", _("Hiçbir kaydın tutarından fazlası geri alınmamıştır"), rows_of(record, _REVERSALS)),
            ("moved_back", _("Geri alınan aktarım tam tersine çevrilmiştir"), rows_of(transfer, _MOVED_BACK)),
            ("balances", _("Tutulan bakiyeler hareketlerin toplamıdır"), sums_of(BALANCES)),
            ("ledger", _("Tutulan defter toplamları kayıtların toplamıdır"), sums_of(LEDGER)),
            ("sides", _("Her para biriminde fonların toplamı hesapların toplamıdır"), places_of(_SIDES)),
            (
                "funds",
                _("Hiçbir fonun bakiyesi sıfırın altında değildir"),
                rows_of(fund, _FUNDS_BELOW),
            ),
            (
                "accounts",
                _("Hiçbir kasanın ve hesabın bakiyesi sıfırın altında değildir"),
                rows_of(account, _ACCOUNTS_BELOW),
            ),
            ("fund_days", _("Hiçbir fon hiçbir gün sıfırın altına düşmemiştir"), rows_of(fund, _FUND_DAYS)),
            (
                "account_days",
                _("Hiçbir kasa ve hesap hiçbir gün sıfırın altına düşmemiştir"),
                rows_of(account, _ACCOUNT_DAYS),
            ),
            ("currencies", _("Her hesapta yalnız kendi para birimi vardır"), rows_of(account, _CURRENCIES)),
            ("numbers", _("Kilitli ayların kayıtları sırayla ve boşluksuz numaralıdır"), rows_of(record, _NUMBERS)),
            ("late", _("Kilitli bir aya sonradan kayıt girmemiştir"), rows_of(record, _LATE)),
            ("carried", _("Devreden tutarlar yıl sonu bakiyeleridir"), places_of(_CARRIED)),
            ("counts", _("Her sayım farkı deftere yazılmıştır"), rows_of("finance.cashcount", _COUNTS)),
        )
    ):
        CHECKS.add(Check(key=f"finance.{key}", label=label, run=run, order=order))
