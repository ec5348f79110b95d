"""Short notices after an action, some with a way back: Django's messages, with an address that undoes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_UNDO = "undo:"
_TONES = {"success": "success", "warning": "warning", "error": "danger"}

_ICONS = {"success": "circle-check", "info": "info"}


@dataclass(frozen=True)
class Toast:
    """A notice as the page shows it."""

    text: str
    tone: str
    undo_url: str = ""

    @property
    def icon(self) -> str:
        return _ICONS.get(self.tone, "alert")


def undo(request: HttpRequest, message: str, url: str) -> None:
    """Tell the user what was done, with a button that POSTs to `url` to take it back."""
    messages.success(request, message, extra_tags=f"{_UNDO}{url}")


def header(text: str, tone: str) -> str:
    """Return the value of an `HX-Trigger` header that shows a toast on the page that asked."""
    return json.dumps({"panel:toast": {"text": text, "tone": tone}})  # in ASCII, as headers are


def from_messages(waiting: Iterable[Message]) -> list[Toast]:
    """Return the toasts of the waiting messages."""
    return [_from_message(message) for message in waiting]


def _from_message(message: Message) -> Toast:
    tags = message.extra_tags or ""
    undo_url = tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""
    return Toast(str(message.message), _TONES.get(message.level_tag, "info"), undo_url)
