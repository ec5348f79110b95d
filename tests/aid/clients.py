"""Whoever asks for the room's pages in its tests, and what they are given."""

from typing import Any

from django.test import Client
from django.urls import reverse

from ..factories import make_user


def client_of(role: str, **fields: Any) -> Client:
    client = Client()
    client.user = make_user(role, **fields)  # type: ignore[attr-defined]
    client.force_login(client.user)  # type: ignore[attr-defined]
    return client


def address(name: str, *arguments: Any) -> str:
    return reverse(f"aid:{name}", args=arguments)


def taken(answer: Any) -> bytes:
    """Return a file as it was given out, and close it."""
    content = b"".join(answer.streaming_content)
    for each in answer._resource_closers:
        each()  # what closing the answer does besides ends the test's transaction
    return content
