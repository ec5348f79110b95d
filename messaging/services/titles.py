"""A thread that nobody named is called by its first words."""

from django.utils.text import Truncator

from kafkasder.core.text import squeeze

from ..models import Thread, ThreadKind
from ..models.thread import LONGEST_TITLE


def give_first_title(thread: Thread, text: str) -> None:
    """Call a locked group that has no name by the beginning of its first message."""
    if thread.kind != ThreadKind.GROUP or thread.title or thread.title_is_unreadable or not text:
        return
    thread.title = Truncator(squeeze(text)).chars(LONGEST_TITLE)
    thread.save(update_fields=["sealed_title"])
