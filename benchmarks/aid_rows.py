"""Households with bank accounts, applications, and a list to pay, made by the database within seconds.

Rows are written with triggers off, as none of them is anybody's doing. Constraints hold all the same.
"""

from decimal import Decimal
from itertools import count
from typing import Any

from .money_rows import _insert

_numbers = count(1)
_IBAN = "TR330006100519786457841326"


def households(size: int, chosen: int) -> None:
    """See to `size` active households with an account, `chosen` of them of high priority."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from beneficiaries.models import BankAccount, Household
    from kafkasder.core.crypto import encrypt

    call_command("migrate", verbosity=0)
    home = {
        "id": "number",
        "file_number": "'OLCUM-' || lpad(number::text, 7, '0')",
        "status": "'active'",
        "priority": f"CASE WHEN number <= {chosen} THEN 'high' ELSE 'normal' END",
        "neighbourhood": "'Mahalle ' || number % 500",
        "categories": "ARRAY['family_needy']",
    }
    cipher = encrypt(_IBAN, "beneficiaries.bankaccount.iban").hex()
    account = {
        "id": "number",
        "household_id": "number",
        "holder_name": "'Alıcı ' || number",
        "holder_relation": "'other'",
        "holder_reason": "'Ölçüm'",
        "iban": f"'\\x{cipher}'::bytea",
        "iban_index": "decode(md5(number::text), 'hex')",
        "iban_end": "lpad((number % 10000)::text, 4, '0')",
        "bank_code": "'00061'",
        "is_primary": "true",
        "state": "'open'",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        _insert(cursor, Household, home, f"generate_series(1, {size}) AS number")
        _insert(cursor, BankAccount, account, f"generate_series(1, {size}) AS number")
        cursor.execute("SET LOCAL session_replication_role = origin")
        for table in ("beneficiaries_household", "beneficiaries_bankaccount"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def applications(size: int) -> None:
    """See to `size` applications of these households, in the shares in which stages stand."""
    from django.db import connection, transaction

    from aid.models import AidApplication, AskedAid

    by = str(somebody("admin").pk)
    stages = ["completed"] * 8 + ["rejected"] * 3 + ["ongoing"] * 4 + ["in_review", "submitted", "committee"]
    stage = f"(ARRAY{stages})[1 + number % {len(stages)}]"
    application = {
        "id": "number",
        "number": "'B-2026-' || lpad(number::text, 7, '0')",
        "household_id": "1 + number % (SELECT count(*) FROM beneficiaries_household)",
        "applied_on": "current_date - (number % 900)::int",
        "stage": stage,
        "reject_reason": f"CASE WHEN {stage} = 'rejected' THEN 'income_high' ELSE '' END",
        "stage_at": "now()",
        "points": "(number % 100)::int",
        "created_by_id": by,
        "written_by_id": by,
        "description": "'Kira ve gıda'",
    }
    asked = {"id": "number", "application_id": "number", "kind": "'cash'", "amount": "1000 + number % 5000"}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        _insert(cursor, AidApplication, application, f"generate_series(1, {size}) AS number")
        _insert(cursor, AskedAid, asked, f"generate_series(1, {size}) AS number")
        cursor.execute("SET LOCAL session_replication_role = origin")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def somebody(role: str) -> Any:
    """Make a person of a role."""
    from django.contrib.auth.models import Group

    from accounts.models import User

    number = next(_numbers)
    user = User.objects.create_user(email=f"olcum{number}@example.org", full_name=f"Ölçen {number}", password=None)
    user.groups.add(Group.objects.get(name=role))
    return user


def new_list(money: Decimal) -> Any:
    """Return a list for a filter that is not stored, paid from an account that holds so much."""
    from aid.choices import ListSource
    from aid.models import PaymentList
    from finance.models import Fund, MoneyAccount
    from finance.services import Entry, book
    from kafkasder.core.days import today

    fund, account = Fund.objects.get(code="genel"), MoneyAccount.objects.create(name="Ölçüm bankası", kind="bank")
    given: dict[str, Any] = {"direction": "income", "category": "in_donation", "amount": money, "currency": "TRY"}
    given |= {"fund": fund, "account": account, "day": today(), "method": "bank", "document_type": "bank_slip"}
    book(entry=Entry(**given, description="Ölçüm"), by=somebody("admin"))
    return PaymentList(
        title="Ölçüm",
        source=ListSource.HOUSEHOLDS,
        kind="cash",
        period=today().replace(day=1),
        method="bank",
        fund=fund,
        account=account,
        amount_rule="per_household",
        amount=Decimal(100),
    )
