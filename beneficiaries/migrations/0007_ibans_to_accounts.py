"""What was written as a person's IBAN becomes an account of their household.

A value opens only in the column it was written in, so each is read as the person's and written anew as the account's.
"""

from itertools import islice

from django.db import migrations
from django.db.models import F

from kafkasder.core.banks import bank_code_of
from kafkasder.core.crypto import blind_index

AT_ONCE = 1_000
ALREADY_THERE = "Bu IBAN hanede zaten kayıtlıydı."


def to_accounts(apps, schema_editor):
    people = apps.get_model("beneficiaries", "Beneficiary").objects.filter(iban__isnull=False)
    account = apps.get_model("beneficiaries", "BankAccount")
    there = account.objects.filter(state="open")
    known = {(home, bytes(index)) for home, index in there.values_list("household", "iban_index")}
    with_primary = set(there.filter(is_primary=True).values_list("household", flat=True))
    # The head's comes first, so that it becomes the primary one.
    heads_first = people.order_by("household", F("headed_household").asc(nulls_last=True), "pk")
    rows = heads_first.values_list("pk", "household", "iban").iterator(chunk_size=AT_ONCE)
    while batch := list(islice(rows, AT_ONCE)):
        new = []
        for person, household, iban in batch:
            pair = household, blind_index(iban, "bank_account")
            is_twin = pair in known
            known.add(pair)
            new.append(
                account(
                    person_id=person,
                    household_id=household,
                    iban=iban,
                    iban_end=iban[-4:],
                    bank_code=bank_code_of(iban),
                    is_primary=household not in with_primary and not is_twin,
                    state="closed" if is_twin else "open",
                    state_reason=ALREADY_THERE if is_twin else "",
                )
            )
            if not is_twin:
                with_primary.add(household)
        account.objects.bulk_create(new)


def to_people(apps, schema_editor):
    accounts = apps.get_model("beneficiaries", "BankAccount").objects.filter(person__isnull=False, iban__isnull=False)
    for account in accounts.order_by("is_primary", "pk").select_related("person").iterator(chunk_size=AT_ONCE):
        account.person.iban = account.iban
        account.person.save(update_fields=["iban"])


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0006_bank_accounts")]
    operations = [migrations.RunPython(to_accounts, to_people)]
