"""What is done with notifications. `notify` is the one way in which rooms tell somebody something."""

from .cleaning import forget_about
from .gathering import FEW, notify_daily
from .reading import mark_read_about
from .telling import Words, notify, take_back, take_back_told

__all__ = ["FEW", "Words", "forget_about", "mark_read_about", "notify", "notify_daily", "take_back", "take_back_told"]
