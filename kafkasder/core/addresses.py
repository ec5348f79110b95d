"""Addresses in groups, to be found quickly: to try hundreds one by one takes longer than most views."""

from collections.abc import Sequence
from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

Address = URLPattern | URLResolver


def room(urls: str) -> URLResolver:
    """Include the addresses of a room as `include(urls)` would, in groups."""
    module = import_module(urls)
    patterns, app = by_first_part(module.urlpatterns), getattr(module, "app_name", None)
    resolver: URLResolver = path("", include((patterns, app) if app else patterns))
    return resolver


def by_first_part(patterns: Sequence[Address]) -> list[Address]:
    """Put what begins with the same plain part behind one resolver, where the first of it stood.

    Nothing else changes: what is in different groups differs in its first part, so neither takes addresses from the
    other, and within a group the order stays.
    """
    parts = [_first_part(each) for each in patterns]
    sorted_: list[Address] = []
    for place, (each, part) in enumerate(zip(patterns, parts, strict=True)):
        if not part or parts.count(part) == 1:
            sorted_.append(each)
        elif part not in parts[:place]:
            group = [_below(part, other) for other, others in zip(patterns, parts, strict=True) if others == part]
            sorted_.append(path(part, include(group)))
    return sorted_


def _first_part(address: Address) -> str:
    """Return the first part with its slash; nothing where there is none, or where it has arguments."""
    part, slash, _rest = str(address.pattern).partition("/")
    return "" if isinstance(address, URLResolver) or not slash or "<" in part else part + slash


def _below(part: str, address: Address) -> URLPattern:
    route = str(address.pattern).removeprefix(part)
    pattern: URLPattern = path(route, address.callback, address.default_args, address.name)  # type: ignore[arg-type, union-attr]
    return pattern
