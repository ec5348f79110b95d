"""Inputs of this room."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..repetition import USUAL


class Suggestions(forms.TextInput):
    """A text input with a native list of suggestions below it, which `key` names in the page."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__({"autocomplete": "off"})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        drawn = super().render(name, value, {**(attrs or {}), "list": self.key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((words,) for words in USUAL.values()))
        return drawn + format_html('<datalist id="{}">{}</datalist>', self.key, options)
