"""What is done with notifications. `notify` is the one way in which rooms tell somebody something."""

from .telling import Words, notify

__all__ = ["Words", "notify"]
