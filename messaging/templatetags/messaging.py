"""Marks of the room: the words of messages, and what happened to threads."""

from pathlib import PurePath
from typing import Any

from django import template
from django.db.models import Model
from django.template.context import Context
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.mentions import with_names_marked
from kafkasder.core.text import squeeze

from ..drawing import html_of
from ..models import Event, Message, MessageKind
from ..panel import thread_about
from ..shown import Bubble

register = template.Library()

_SNIPPET = 90
_NAME = 28
_SHEETS = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "text/csv",
)
_EVENTS = {
    Event.CREATED: gettext_lazy("%(who)s konuşmayı açtı"),
    Event.ADDED: gettext_lazy("%(who)s, %(whom)s kişisini ekledi"),
    Event.REMOVED: gettext_lazy("%(who)s, %(whom)s kişisini çıkardı"),
    Event.JOINED: gettext_lazy("%(who)s katıldı"),
    Event.LEFT: gettext_lazy("%(who)s ayrıldı"),
    Event.RENAMED: gettext_lazy("%(who)s konuşmanın adını değiştirdi"),
    Event.ASSISTANT_ON: gettext_lazy("%(who)s yardımcıyı açtı"),
    Event.ASSISTANT_OFF: gettext_lazy("%(who)s yardımcıyı kapattı"),
    Event.MINDS: gettext_lazy("Grubu artık %(whom)s yönetiyor"),
    Event.FORKED: gettext_lazy("%(who)s bunu başka bir konuşmadan ayırdı"),
}


@register.simple_tag(takes_context=True)
def draw_bubble(context: Context, bubble: Bubble) -> SafeString:
    """Draw a message as it stands in its thread."""
    page: Any = context.template

    def draw() -> SafeString:
        with context.push(bubble=bubble):
            return mark_safe(page.engine.get_template("messaging/_bubble.html").render(context))

    return html_of(bubble, draw)


@register.simple_tag
def message_text(message: Any) -> SafeString:
    """Write the words of a message: lines, links, and the names that it calls."""
    called = [mention.user for mention in message.mentioned]
    return mark_safe(linebreaks(with_names_marked(message.text, called, _with_links)))


@register.simple_tag
def answer_text(text: str) -> SafeString:
    """Write what has come of an answer; it calls nobody."""
    return mark_safe(linebreaks(_with_links(text)))


@register.simple_tag
def event_text(message: Message) -> str:
    """Say what happened to a thread."""
    return str(_EVENTS[Event(message.event)]) % {"who": message.author, "whom": message.about_user}


@register.simple_tag
def message_snippet(message: Message | None) -> str:
    """Say a message in one line."""
    if message is None:
        return _("Henüz ileti yok")
    if message.is_deleted:
        return _("Bu ileti silindi")
    if message.is_unreadable:
        return _("Bu ileti açılamadı")
    if message.kind == MessageKind.EVENT:
        return event_text(message)
    if message.kind == MessageKind.ASSISTANT and not message.text:
        return _("Yardımcının yanıtı")
    return Truncator(squeeze(message.text)).chars(_SNIPPET) or _("Dosya")


@register.inclusion_tag("messaging/_record_thread.html", takes_context=True)
def record_thread(context: Context, row: Model) -> dict[str, Any]:
    """Draw what is said about a record, and the way there; nothing for those who do not use messages."""
    return {"shown": thread_about(context["request"].user, row)}


@register.filter
def short_name(name: str) -> str:
    """Write the name of a file short: its beginning, and the ending that tells what it is."""
    path = PurePath(name or _("Adı açılamadı"))
    if len(path.name) <= _NAME:
        return path.name
    ending = path.stem[-4:] + path.suffix[:10]
    return f"{path.name[: _NAME - len(ending) - 1]}…{ending}"


@register.filter
def attachment_icon(content_type: str) -> str:
    """Return the drawing for a file of which there is no picture."""
    if content_type.startswith("image/"):
        return "image"
    return "table" if content_type in _SHEETS else "file"


def _with_links(text: str) -> Any:
    return urlize(text, nofollow=True, autoescape=True)
