"""Ways around the rules of the ledger that are no ways."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from finance import services
from finance.models import Transfer

from ..factories import make_user
from .rows import DAY, general, make_account, make_fund, make_record

pytestmark = pytest.mark.django_db


def test_no_day_of_long_ago_gets_around_four_eyes():
    clerk = make_user("accounting")
    record = make_record("income", 500_000, by=clerk, day=date(1999, 5, 1), method="bank", account=make_account())
    assert record.state == "pending"
    make_record("income", 15_000, method="bank", account=make_account())
    funds = {"from_fund": general(), "to_fund": make_fund()}
    transfer = Transfer(**funds, amount=25_000, currency="TRY", day=date(1999, 5, 1), description="Eski")
    assert services.record_transfer(transfer=transfer, by=clerk).state == "pending"


def test_a_mistyped_year_is_no_year_of_money():
    with pytest.raises(ValidationError) as caught:
        make_record("income", 500, day=date(1026, 3, 10))
    assert "day" in caught.value.error_dict


def test_nothing_is_taken_back_before_it_was():
    record = make_record("income", 500)
    early = {"day": DAY - timedelta(days=1), "reason": "Yanlış", "by": make_user("accounting")}
    with pytest.raises(ValidationError) as caught:
        services.reverse_record(record=record, **early)
    assert "day" in caught.value.error_dict
    assert services.reverse_record(record=record, **early | {"day": DAY}).amount == -500
