"""What every association begins with, and that it stays as people changed it."""

from datetime import date
from decimal import Decimal

import pytest

from finance import rules, seeds
from finance.choices import AID_TO_PEOPLE, RuleKey
from finance.models import Fund, MoneyAccount, MoneyRule

pytestmark = pytest.mark.django_db


def test_usual_funds_a_box_and_figures_are_there():
    assert {"genel", "zekat", "fitre", "kurban", "yetim", "burs"} <= set(Fund.objects.values_list("code", flat=True))
    assert Fund.objects.get(code="zekat").spends_on == [str(each) for each in AID_TO_PEOPLE]
    assert MoneyAccount.objects.filter(name="Merkez kasa", kind="cash", currency="TRY").exists()
    assert rules.value_of(RuleKey.BANK_REQUIRED_OVER, date(2020, 12, 30)) is None
    assert rules.value_of(RuleKey.BANK_REQUIRED_OVER, date(2020, 12, 31)) == 7000
    assert rules.value_of(RuleKey.FITRE, date(2025, 12, 31)) == 180
    assert rules.value_of(RuleKey.HANDOVER_SOON_OVER, date(2019, 6, 1)) == Decimal(3292)


def test_what_people_changed_stays():
    Fund.objects.filter(code="genel").update(name="Serbest fon")
    Fund.objects.filter(code="burs").delete()
    MoneyRule.objects.filter(key=RuleKey.FITRE).delete()
    seeds.load()
    assert Fund.objects.get(code="genel").name == "Serbest fon"
    assert not Fund.objects.filter(code="burs").exists()
    assert not MoneyRule.objects.filter(key=RuleKey.FITRE).exists()
