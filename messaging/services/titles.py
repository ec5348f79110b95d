"""A thread that nobody named is called by its first words, a copy by what it is a copy of."""

from collections.abc import Iterable

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kafkasder.core.text import squeeze

from ..models import Thread, ThreadKind
from ..models.thread import LONGEST_TITLE

_DASH = " – "  # before what a copy adds, in every language
_NAME = "\0"


def give_first_title(thread: Thread, text: str) -> None:
    """Call a locked group that has no name by the beginning of its first message."""
    if thread.kind != ThreadKind.GROUP or thread.title or thread.title_is_unreadable or not text:
        return
    thread.title = _first_words(text)
    thread.save(update_fields=["sealed_title"])


def take_title_back(thread: Thread, texts: Iterable[str]) -> None:
    """Leave a locked group without a name if it is called by one of these texts, which are taken away."""
    if thread.kind == ThreadKind.GROUP and thread.title and any(_is_called_by(thread, text) for text in texts):
        thread.title = ""
        thread.save(update_fields=["sealed_title"])


def title_of_copy(name: str, earlier: int) -> str:
    """Return how a copy of a thread of this name is called by whoever has made so many copies of it before."""
    told = _("%(name)s – kopya %(number)d") if earlier else _("%(name)s – kopya")
    told %= {"name": _NAME, "number": earlier + 1}
    return told.replace(_NAME, Truncator(name).chars(LONGEST_TITLE - len(told) + len(_NAME)))


def _is_called_by(thread: Thread, text: str) -> bool:
    """Whether a thread, or what it is a copy of, is called by the beginning of a text."""
    words = _first_words(text)
    origin = thread.title.rpartition(_DASH)[0] if thread.forked_from_id else ""
    return thread.title == words or (origin != "" and Truncator(words).chars(len(origin)) == origin)


def _first_words(text: str) -> str:
    return Truncator(squeeze(text)).chars(LONGEST_TITLE)
