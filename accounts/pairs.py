"""Forbidden pairs of rights as rules: which of them would somebody break, and who breaks one today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from .models import ExtraVerb, ForbiddenPair, Membership, User
from .roles import ADMIN, BY_SLUG, ROLES, verbs_of
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


@dataclass(frozen=True)
class Offender:
    """Somebody who holds both sides of some pairs, from before they were written down."""

    person: User
    pairs: list[ForbiddenPair]


def offenders() -> list[Offender]:
    """Return who breaks a pair today, by name; closed accounts are left out, for they may do nothing."""
    pairs = list(ForbiddenPair.objects.all())
    people = User.objects.active().prefetch_related(
        Prefetch("memberships", Membership.objects.lasting().select_related("group")),
        Prefetch("verb_grants", ExtraVerb.objects.lasting().select_related("permission__content_type")),
    )
    found = []
    for person in people.order_by("name_key", "pk"):
        held = sides(
            [str(each) for each in person.memberships.all() if str(each) in BY_SLUG], map(str, person.verb_grants.all())
        )
        if both := [pair for pair in pairs if {pair.first, pair.second} <= held]:
            found.append(Offender(person, both))
    return found
