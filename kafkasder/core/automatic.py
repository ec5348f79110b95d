"""Requests that no person makes: what scripts ask for by themselves must not count as use of the panel."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def automatic(view: View) -> View:
    """Say of a view that browsers ask for it by themselves: a session that is idle stays idle."""
    view.is_automatic = True  # type: ignore[attr-defined]
    return view


def is_automatic(view: Callable[..., Any]) -> bool:
    return getattr(view, "is_automatic", False)
