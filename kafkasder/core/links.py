"""Addresses of records. A list asks for hundreds of them, and Django looks through its patterns for each anew."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def record_url(name: str, key: Any) -> str:
    """Return the address called `name` of the record with this primary key."""
    return _remembered(name, key, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=10_000)
def _remembered(name: str, key: Any, urlconf: Any, prefix: str) -> str:
    return reverse(name, urlconf, args=[key])
