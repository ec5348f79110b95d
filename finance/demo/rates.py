"""Rates of exchange of the demo: invented, one a week, rising slowly with some noise."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kafkasder.core.bulk import copy_rows

from ..choices import Currency
from ..models import ExchangeRate

_SEED = 11
_FIRST = {Currency.USD: 35.4, Currency.EUR: 36.8, Currency.GBP: 44.3, Currency.XAU: 3_010.0}
_A_WEEK = {Currency.USD: 1.0028, Currency.EUR: 1.0036, Currency.GBP: 1.0032, Currency.XAU: 1.0075}


def make(first: date, last: date) -> None:
    random, rates = Random(_SEED), dict(_FIRST)
    rows = []
    day = first
    while day <= last:
        for currency, rate in rates.items():
            rows.append(
                ExchangeRate(currency=currency, day=day, rate=Decimal(f"{rate:.4f}"), source="Örnek kur (TCMB değil)")
            )
            rates[currency] = rate * _A_WEEK[currency] * random.uniform(0.994, 1.006)
        day += timedelta(weeks=1)
    copy_rows(ExchangeRate, rows)
