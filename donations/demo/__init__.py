"""The demo's example data of the room: who gives, what they gave, and what became of it."""

from kafkasder.core.demo import Part

from .donors import DONORS, make_demo
from .gifts import make_gifts

__all__ = ["DONORS", "PARTS", "make_demo", "make_gifts"]

PARTS = (
    Part(room="donations", make=make_demo, order=65),
    Part(room="donations: gifts", make=make_gifts, order=66),
)
