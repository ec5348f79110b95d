"""A thread that nobody named is called by its first words."""

from collections.abc import Iterable

from django.utils.text import Truncator

from kafkasder.core.text import squeeze

from ..models import Thread, ThreadKind
from ..models.thread import LONGEST_TITLE


def give_first_title(thread: Thread, text: str) -> None:
    """Call a locked group that has no name by the beginning of its first message."""
    if thread.kind != ThreadKind.GROUP or thread.title or thread.title_is_unreadable or not text:
        return
    thread.title = _first_words(text)
    thread.save(update_fields=["sealed_title"])


def take_title_back(thread: Thread, texts: Iterable[str]) -> None:
    """Leave a locked group without a name if it is called by one of these texts, which are taken away."""
    if thread.kind == ThreadKind.GROUP and thread.title and thread.title in map(_first_words, texts):
        thread.title = ""
        thread.save(update_fields=["sealed_title"])


def _first_words(text: str) -> str:
    return Truncator(squeeze(text)).chars(LONGEST_TITLE)
