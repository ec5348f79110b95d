"""A million donations of ten years with their records, postings and sums, made by the database within minutes.

Rows are written with triggers off, as none of them is anybody's doing; the sums are then filled as a migration fills
them. Constraints hold all the same.
"""

from decimal import Decimal
from typing import Any

YEARS = 10
GIFTS_OF_A_DONOR = 20
EXPENSE_OF = 20  # donations there is one expense

# What differs from gift to gift follows from its number alone, so that each run has the same.
_GIFTS = """
CREATE TEMP TABLE gift AS
SELECT number, day, amount, method, kind, donor, (%(accounts)s::bigint[])[place] AS account,
    (%(funds)s::bigint[])[fund] AS fund,
    CASE WHEN mix / 11 %% 4 = 0 AND fund = 1
        THEN (%(campaigns)s::bigint[])[1 + extract(month FROM day)::int %% cardinality(%(campaigns)s::bigint[])] END
        AS campaign
FROM (
    SELECT number, mix, current_date - (mix * 31 %% {days})::int AS day, ((mix %% 90000) + 1000) / 100.0 AS amount,
        (ARRAY['bank', 'bank', 'bank', 'cash', 'pos', 'online', 'sms'])[1 + mix %% 7] AS method,
        (ARRAY[1, 1, 1, 2, 3, 4, 5])[1 + mix %% 7] AS place,
        (ARRAY['general', 'general', 'general', 'general', 'sadaka', 'sadaka', 'zekat', 'zekat', 'ramadan', 'orphan',
            'kurban', 'scholarship'])[1 + mix / 7 %% 12] AS kind,
        (ARRAY[1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6])[1 + mix / 7 %% 12] AS fund,
        %(donors)s::bigint + (mix / 13 %% %(donor_count)s) AS donor
    FROM (
        SELECT number, ('x' || substr(md5(number::text), 1, 12))::bit(48)::bigint AS mix
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS number
    ) AS mixed
) AS made
"""


def fill(size: int) -> None:
    """Bring the number of donations to `size`."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from donations.models import Donation
    from donations.totals import DECADES, GIFTS, GIVERS, MONTHS
    from finance.totals import BALANCES, LEDGER

    call_command("migrate", verbosity=0)
    present = Donation.objects.count()
    if present < size:
        places = _places(size)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            _write(cursor, present, size, places)
            cursor.execute("SET LOCAL session_replication_role = origin")
            for totals in (BALANCES, LEDGER, GIFTS, GIVERS, DECADES, MONTHS):
                cursor.execute(totals.sql()[0])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _places(size: int) -> dict[str, Any]:
    """Return the funds, accounts, campaigns and donors among which the gifts are dealt out."""
    from accounts.models import User
    from donations.models import Campaign, Donor
    from finance.choices import AccountKind, FundKind
    from finance.models import Fund, MoneyAccount

    by, _made = User.objects.get_or_create(email="veri@example.org", defaults={"full_name": "Veri"})
    general = Fund.objects.filter(kind=FundKind.GENERAL).first()
    funds = [general or Fund.objects.create(name="Genel", code="genel", kind=FundKind.GENERAL)]
    funds += [
        Fund.objects.get_or_create(code=f"olcum-{number}", defaults={"name": f"Fon {number}"})[0] for number in range(5)
    ]
    kinds = (AccountKind.BANK, AccountKind.CASH, AccountKind.POS, AccountKind.ONLINE, AccountKind.SMS)
    accounts = [MoneyAccount.objects.get_or_create(name=f"Ölçüm {kind}", kind=kind)[0] for kind in kinds]
    campaigns = [
        Campaign.objects.get_or_create(
            code=f"olcum-{number}",
            defaults={
                "name": f"Kampanya {number}",
                "purpose": "Ölçüm",
                "starts_on": "2020-01-01",
                "state": "running" if number < 4 else "closed",
                "goal": Decimal(1_000_000),
            },
        )[0]
        for number in range(12)
    ]
    donors = max(size // GIFTS_OF_A_DONOR, 50)
    return {
        "by": by.pk,
        "funds": [fund.pk for fund in funds],
        "accounts": [account.pk for account in accounts],
        "campaigns": [campaign.pk for campaign in campaigns],
        "donors": _donors(Donor, donors),
        "donor_count": donors,
    }


def _donors(model: Any, count: int) -> int:
    """See to so many donors with keys in a row; return the first key."""
    from django.db import connection

    first = 1_000_000
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM donations_donor WHERE id >= %s", [first])
        present = cursor.fetchone()[0]
        given = {"id": "number", "name": "'Bağışçı ' || number"}
        _insert(cursor, model, given, f"generate_series({first + present}, {first + count - 1}) AS number")
    return first


def _write(cursor: Any, present: int, size: int, places: dict[str, Any]) -> None:
    from django.db.models import Max

    from donations.models import Donation
    from finance.models import FinanceRecord, Posting

    start = max(
        Donation.objects.aggregate(top=Max("pk"))["top"] or 0,
        FinanceRecord.objects.aggregate(top=Max("pk"))["top"] or 0,
    )
    cursor.execute("DROP TABLE IF EXISTS gift")
    cursor.execute(
        _GIFTS.format(days=365 * YEARS),
        {name: value for name, value in places.items() if name != "by"}
        | {"first": start + 1, "last": start + size - present},
    )
    by = str(places["by"])
    record = {
        "id": "number",
        "direction": "'income'",
        "category": "'in_donation'",
        "amount": "amount",
        "fund_id": "fund",
        "account_id": "account",
        "day": "day",
        "method": "method",
        "document_type": "'bank_slip'",
        "counterparty": "'Bağışçı ' || donor",
        "description": "'Genel bağış'",
        "source_kind": "'donation'",
        "source_pk": "number",
        "state": "'approved'",
        "created_by_id": by,
        "decided_by_id": by,
        "decided_at": "day::timestamptz",
    }
    _insert(cursor, FinanceRecord, record, "gift")
    cursor.execute("SELECT max(number) FROM gift")
    last = cursor.fetchone()[0]
    spent = {
        "id": f"{last} + row_number() OVER ()",
        "direction": "'expense'",
        "category": "(ARRAY['out_rent', 'out_aid_cash', 'out_office', 'out_staff'])[1 + number / 20 % 4]",
        "source_kind": "''",
        "source_pk": "NULL",
        "description": "'Gider'",
    }
    _insert(cursor, FinanceRecord, record | spent, f"gift WHERE number % {EXPENSE_OF} = 0")
    posting = {
        "day": "day",
        "fund_id": "fund_id",
        "account_id": "account_id",
        "currency": "currency",
        "amount": "CASE direction WHEN 'income' THEN amount ELSE -amount END",
        "record_id": "id",
    }
    _insert(cursor, Posting, posting, f"finance_financerecord WHERE id > {start}", without=("id",))
    _insert(cursor, Donation, _donation(by, _phone()), "gift")
    for table in ("finance_financerecord", "donations_donation"):
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _phone() -> str:
    from kafkasder.core.crypto import encrypt

    return "\\x" + encrypt("+905320000000", "donations.donation.sms_phone").hex()


def _donation(by: str, phone: str) -> dict[str, str]:
    def of(method: str, value: str, other: str = "''") -> str:
        return f"CASE method WHEN '{method}' THEN {value} ELSE {other} END"

    return {
        "id": "number",
        "donor_id": "donor",
        "amount": "amount",
        "day": "day",
        "kind": "kind",
        "fund_id": "fund",
        "campaign_id": "campaign",
        "method": "method",
        "account_id": "account",
        "reference": "CASE WHEN method IN ('pos', 'online') THEN 'R' || number ELSE '' END",
        "card_digits": of("pos", "'1234'"),
        "card_brand": of("pos", "'visa'"),
        "gateway": of("online", "'paratika'"),
        "three_d_secure": of("online", "true", "NULL"),
        "operator": of("sms", "'turkcell'"),
        "sms_phone": of("sms", f"'{phone}'::bytea", "NULL"),
        "billing_month": of("sms", "date_trunc('month', day)::date", "NULL"),
        "state": "'completed'",
        "record_id": "number",
        "created_by_id": by,
        "completed_at": "day::timestamptz",
    }


def _insert(cursor: Any, model: Any, given: dict[str, str], source: str, without: tuple[str, ...] = ()) -> None:
    """Insert rows of `source`; what is not `given` is what a new row of the model has."""
    from django.db.models import GeneratedField

    columns, values = [], []
    for field in model._meta.concrete_fields:
        if isinstance(field, GeneratedField) or field.column in without:
            continue
        columns.append(f'"{field.column}"')
        values.append(given.get(field.column) or _default(field))
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {source}"
    )


def _default(field: Any) -> str:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return "now()"
    default = field.get_default()
    if default is None or field.get_internal_type() == "BinaryField":
        return "NULL"
    if isinstance(default, list):
        return "'{}'"
    return f"'{default}'" if isinstance(default, str) else str(default)
