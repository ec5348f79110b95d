"""What the room puts into the frame."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette

from .policy import MANAGE_ASSISTANT
from .querysets import USE
from .search import find


def register() -> None:
    navigation.register(
        navigation.Item(
            label=_("Mesajlar"),
            url_name="messaging:thread_list",
            icon="message",
            verb=USE,
            order=30,
            area=navigation.Area.WORK,
        )
    )
    navigation.register(
        navigation.Item(
            label=_("Yardımcı"),
            url_name="messaging:assistant_settings",
            icon="bolt",
            verb=MANAGE_ASSISTANT,
            order=820,
            area=navigation.Area.ADMINISTRATION,
        )
    )
    navigation.register_quick_add(
        navigation.Item(
            label=_("Konuşma"), url_name="messaging:thread_create", icon="message", verb=USE, order=35, sheet=True
        )
    )
    palette.register(
        palette.Source(
            key="messages",
            label=_("Mesajlar"),
            verb=USE,
            search=_find,
            icon="message",
            order=40,
            list_name="messaging:search",
        )
    )


def _find(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = find(viewer, text, most=palette.ENOUGH)
    for line in found.lines:
        yield palette.Hit(line.name, line.thread.get_absolute_url())
    for hit in found.hits:
        yield palette.Hit(hit.name, hit.message.get_absolute_url(), detail=hit.plain)
