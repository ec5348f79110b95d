"""The HTML of messages, kept from one page to the next, with both ways of what differs for whoever said them.

What is kept is found by everything that it was made of, so nothing has to be thrown away when a message changes. Only
this process holds it, as it holds the words while a page is made.
"""

from collections.abc import Callable, Hashable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from kafkasder.core.last_used import LastUsed

from .models import MessageKind
from .shown import Bubble

_drawn: LastUsed[SafeString] = LastUsed(3_000)


def html_of(bubble: Bubble, draw: Callable[[], SafeString]) -> SafeString:
    """Return the HTML of a message; `draw` makes it unless somebody has seen the very same."""
    made_of = _made_of(bubble)
    if made_of is None:
        return draw()
    if (html := _drawn.get(made_of)) is None:
        _drawn[made_of] = html = draw()
    return html


def _made_of(bubble: Bubble) -> Hashable | None:
    """Return what the HTML depends on; None where that is too much: events, answers, quotes and files."""
    message: Any = bubble.message
    author = message.author
    if message.kind != MessageKind.PERSON or author is None or bubble.answer or message.reply_to_id:
        return None
    if message.files:
        return None
    called = [(mention.user_id, mention.user.full_name) for mention in message.mentioned]
    return (
        (get_language(), get_current_timezone_name()),
        (bubble.day, bubble.is_new_day, bubble.continues, bubble.is_first),
        (message.pk, message.client_key, message.number, message.created_at, message.edited_at, message.deleted_at),
        (bytes(message.sealed or b""), message.is_unreadable),
        (author.pk, str(author), author.full_name, author.avatar.name),
        tuple(called),
    )
