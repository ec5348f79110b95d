"""The rules of a table asked in Python say what the database would say."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from donations.models import Donation
from kafkasder.core.imports.table_rules import TableRules

from ..donations.rows import make_donor

RIGHT = {"amount": Decimal(5), "day": date(2026, 1, 2), "method": "cash"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "broken"),
    [
        ({}, set()),
        ({"amount": Decimal(0)}, {"donation_amount_positive", "donation_refunded_in_part_or_whole"}),
        ({"currency": "EUR"}, {"donation_rate_of_foreign_money"}),
        ({"currency": "EUR", "rate": Decimal(2)}, set()),
        ({"currency": "EUR", "rate": Decimal(-2)}, {"donation_rate_of_foreign_money"}),
        ({"tribute_kind": "in_memory"}, {"donation_tribute_whole"}),
        ({"kind": "conditional"}, {"donation_condition_told"}),
        ({"reference": "7"}, {"donation_reference_of_its_method"}),
        ({"sms_phone": "+905001112233"}, {"donation_sms_phone_of_its_method"}),
        ({"method": "sms", "operator": "turkcell", "billing_month": date(2026, 1, 2)}, {"donation_sms_whole"}),
        ({"method": "pos", "card_digits": "12a4", "card_brand": "visa", "reference": "1"}, {"donation_card_whole"}),
        ({"method": "pos", "card_digits": "1234", "card_brand": "visa", "reference": "1"}, set()),
        ({"method": "online", "gateway": "other", "reference": "1"}, {"donation_online_whole"}),
        ({"method": "sms", "operator": "turkcell", "sms_phone": "+905001112233"}, {"donation_sms_whole"}),
        (
            {
                "method": "cheque",
                "cheque_number": "1",
                "bank_name": "Örnek",
                "cheque_state": "held",
                "drawn_on": date(2026, 1, 2),
            },
            {"donation_cheque_whole"},
        ),
        ({"method": "in_kind", "place": "Depo", "currency": "TRY"}, set()),
        ({"state": "cancelled"}, {"donation_ended_for_a_reason"}),
        ({"state": "completed"}, {"donation_taken_in_is_recorded"}),
    ],
)
def test_a_row_breaks_what_the_database_refuses(fields, broken):
    donation = Donation(**RIGHT | fields, donor=make_donor(), fund_id=1, account_id=1)
    assert {rule.name for rule in TableRules(Donation).broken_by(donation)} == broken
    try:
        with transaction.atomic():
            donation.save()
            refused = ""
    except IntegrityError as error:
        refused = error.__cause__.diag.constraint_name
    assert refused in broken if broken else not refused
    with connection.cursor() as cursor:  # fund and account are of no interest here
        cursor.execute("DELETE FROM donations_donation WHERE state <> 'completed'")
