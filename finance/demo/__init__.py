"""The demo's example data: where money is, for what it is, what currencies were worth, and figures of the law.

What is spent and moved is written by whoever brings the income (`ledger`, `spending`), so that no day ends below zero.
"""

from datetime import date

from accounts import audit
from kafkasder.core.days import today
from kafkasder.core.demo import Part

from . import places, rates


def first_day() -> date:
    """Return the day with which the demo's books begin."""
    return date(today().year - 1, 1, 1)


def make_demo() -> None:
    with audit.acting(source="system"):
        places.make()
        rates.make(first_day(), today())


PART = Part(room="finance", make=make_demo, order=62)
