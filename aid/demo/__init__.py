"""The demo's example data of the room: a year of applications, and all that became of them.

What they are paid is booked while the ledger of the demo is written, day after day, so that no fund and no account is
below zero on any day. So they are drawn before the gifts come in, and stored when all is paid.
"""

from finance.demo import spending
from kafkasder.core.demo import Part

from .cases import draw_cases
from .lists import make_lists
from .paying import Payer
from .storing import store

_payers: list[Payer] = []


def draw() -> None:
    """Draw the year's applications, and have the demo's ledger pay what they are granted."""
    _payers[:] = [Payer(draw_cases())]
    spending.PAYERS[:] = _payers


def make() -> None:
    """Store them with what was paid meanwhile, and leave some lists for people to go on with."""
    spending.PAYERS.clear()
    while _payers:
        store(_payers.pop())
    make_lists()


PARTS = (
    Part(room="aid: applications", make=draw, order=64),
    Part(room="aid", make=make, order=75),
)
