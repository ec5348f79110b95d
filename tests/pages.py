"""What a browser would send from a page."""

import re
from html import unescape
from typing import Any


def filled(html: str, **changed: Any) -> dict[str, Any]:
    """Return what the form in a page would send untouched, but for the fields that are `changed`."""
    html = re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL)
    data: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        attributes = dict(re.findall(r'(\S+?)="([^"]*)"', tag))
        kind, name = attributes.get("type", "text"), attributes.get("name")
        if not name or (kind in ("checkbox", "radio") and " checked" not in tag):
            continue
        value = unescape(attributes.get("value", "on" if kind == "checkbox" else ""))
        data[name] = [*data.get(name, []), value] if kind == "checkbox" and value != "on" else value
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, flags=re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        data[name] = unescape(chosen[1]) if chosen else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, flags=re.DOTALL):
        data[name] = unescape(text)
    return {name: value for name, value in (data | changed).items() if name != "csrfmiddlewaretoken"}


def told(html: str) -> str:
    """Return a page without what is drawn by lot, digests and tokens: they have any three digits now and then."""
    return re.sub(r'(data-digest|name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", html)
