"""Roles and verbs with their last day, as forms, policy and services hand them on."""

from collections.abc import Iterable, Mapping
from datetime import date

from kafkasder.core.days import FOREVER

Terms = Mapping[str, date | None]  # by slug of a role or name of a verb; None is without end


def terms_of(wanted: Terms | Iterable[str]) -> dict[str, date | None]:
    """Return `wanted` as terms; names alone are without end."""
    return dict(wanted) if isinstance(wanted, Mapping) else dict.fromkeys(wanted)


def gained(held: Terms, wanted: Terms) -> dict[str, date | None]:
    """Return what `wanted` gives beyond what is `held`: what is new, and what lasts longer than before."""
    return {name: until for name, until in wanted.items() if name not in held or _ends(until) > _ends(held[name])}


def _ends(until: date | None) -> date:
    return until or FOREVER
