"""What tests of the registry's pages share."""

import re
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def as_role(make_user: Any) -> Any:
    """Return a client signed in as a new user of a role; the user is its attribute."""

    def sign_in(role: str, **fields: Any) -> Client:
        client = Client()
        client.user = make_user(role, **fields)  # type: ignore[attr-defined]
        client.force_login(client.user)  # type: ignore[attr-defined]
        return client

    return sign_in


@pytest.fixture
def clerk(db: None, as_role: Any) -> Client:
    return as_role("staff")


@pytest.fixture
def filled() -> Any:
    """Return what a page's form would send untouched: the values of all its fields."""
    return _filled


def _filled(html: str, **changed: Any) -> dict[str, Any]:
    from html import unescape

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
