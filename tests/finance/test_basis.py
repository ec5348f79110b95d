"""The warning that a year's income is near the limit of the balance-sheet basis."""

from datetime import date

import pytest
from django.urls import reverse

from finance import basis
from finance.choices import RuleKey
from finance.models import ExchangeRate, MoneyRule
from kafkasder.core import jobs
from kafkasder.core.days import today
from notifications.models import WorkflowNotification

from ..factories import make_user
from .book_rows import account, booked

pytestmark = pytest.mark.django_db
YEAR = today().year


@pytest.fixture(autouse=True)
def limit():
    MoneyRule.objects.filter(key=RuleKey.BALANCE_BASIS_OVER).delete()
    MoneyRule.objects.create(key=RuleKey.BALANCE_BASIS_OVER, valid_from=date(2000, 1, 1), value=1000, source="Deneme")


def told():
    return WorkflowNotification.objects.filter(kind="finance.balance_basis")


def test_below_four_fifths_nothing_is_said_and_from_there_on_everybody_who_manages_hears_once(client):
    board, bank = make_user("board"), account("bank")
    client.force_login(board)
    booked("799.99", bank)
    assert jobs.JOBS["finance.balance_basis"].run() == 0
    assert "Bilanço esası sınırı" not in client.get("/").content.decode()
    booked("0.01", bank)
    booked(500, bank, day=date(YEAR - 1, 5, 1))
    assert basis.standing(YEAR).percent == 80
    assert jobs.JOBS["finance.balance_basis"].run() >= 1
    assert told().filter(recipient=board).count() == 1
    assert jobs.JOBS["finance.balance_basis"].run() == 0
    for address in ("/", reverse("finance:year_table"), reverse("finance:period_list")):
        assert "%80" in client.get(address).content.decode()
    client.force_login(make_user("staff"))
    assert "%80" not in client.get("/").content.decode()


def test_foreign_money_counts_by_its_rate_and_what_is_over_says_so(client):
    client.force_login(make_user("board"))
    booked(20, account("bank", currency="USD"))
    assert basis.warning(YEAR) is None  # nobody knows what it is worth
    ExchangeRate.objects.create(currency="USD", day=date(YEAR, 1, 1), rate=51)
    assert (basis.standing(YEAR).income, basis.standing(YEAR).is_over) == (1020, True)
    assert "sınırını aştı" in client.get(reverse("finance:year_table")).content.decode()


def test_without_a_limit_there_is_nothing_to_be_near():
    MoneyRule.objects.filter(key=RuleKey.BALANCE_BASIS_OVER).delete()
    booked(5000, account("bank"))
    assert basis.standing(YEAR) is None
