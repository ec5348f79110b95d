"""Forbidden pairs of rights as rules: which of them would somebody break, and who breaks one today."""

from collections.abc import Collection, Iterable

from .models import ForbiddenPair
from .roles import ADMIN, ROLES, verbs_of
from .verbs import all_verbs


def sides(roles: Iterable[str], verbs: Iterable[str] = ()) -> set[str]:
    """Return all that these roles and extra verbs are in the sense of pairs: themselves, and what the roles carry."""
    slugs = set(roles)
    return slugs | verbs_of(slugs - {ADMIN.slug}, all_verbs()) | set(verbs)


def broken(held: Collection[str], by: Collection[str]) -> list[ForbiddenPair]:
    """Return the pairs of which both sides are `held` and at least one came `by` what is being given."""
    pairs = ForbiddenPair.objects.filter(first__in=held, second__in=held)
    return [pair for pair in pairs if pair.first in by or pair.second in by]


def carried_by_one_role(first: str, second: str) -> list[str]:
    """Return the roles that carry both sides by themselves; a pair of such sides could never be kept."""
    return [str(role) for role in ROLES if {first, second} <= sides([role.slug])]
