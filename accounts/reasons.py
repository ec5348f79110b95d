"""Who may do what, and why: the same rows that rights come from, told for people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.functional import Promise

from .models import ExtraVerb, Grant, Membership, User
from .roles import BY_SLUG, ROLES, Role, verbs_of
from .row_rules import rules_for
from .verbs import Verb, all_verbs

SOON = 14  # days before its end from which on a right is marked


@dataclass(frozen=True)
class Source:
    """A row that gives somebody rights: a role, or (without `role`) a single verb."""

    grant: Grant
    role: Role | None = None

    @property
    def label(self) -> str:
        """What is given: the name of the role, or of the verb."""
        return str(self.role or all_verbs()[str(self.grant)].label)

    @property
    def ends_soon(self) -> bool:
        return self.grant.days_left is not None and 0 <= self.grant.days_left <= SOON


@dataclass
class Reasons:
    """A verb that somebody has: what gives it, and what narrows it down."""

    verb: Verb
    sources: list[Source] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)


@dataclass
class Holder:
    """Somebody who has a verb, and why."""

    person: User
    sources: list[Source]
    limits: list[str]


def verbs_by_source(person: User) -> dict[str, list[Source]]:
    """Return for each verb that `person` has (or would have, were the account open) what gives it today."""
    found: dict[str, list[Source]] = defaultdict(list)
    for source in sources_of(person):
        for verb in _verbs_given(source):
            found[verb].append(source)
    return dict(found)


def sources_of(person: User) -> list[Source]:
    """Return the roles and then the single verbs that `person` holds today, roles in their order."""
    return [*_roles(person.memberships.lasting().select_related("group", "given_by")), *_extras(_grants(person))]


def ended_sources_of(person: User) -> list[Source]:
    """Return what `person` held until it ended by itself, the latest first."""
    memberships = [each for each in person.memberships.select_related("group", "given_by") if not each.is_lasting]
    grants = [each for each in _grants(person, lasting=False) if not each.is_lasting]
    return sorted([*_roles(memberships), *_extras(grants)], key=lambda each: str(each.grant.until), reverse=True)


def rights_by_room(person: User) -> list[tuple[str | Promise, list[Reasons]]]:
    """Return room by room what `person` may do and why."""
    given = verbs_by_source(person)
    reasons = [
        Reasons(verb, given[name], rules_for(name, given.keys())) for name, verb in all_verbs().items() if name in given
    ]
    return [(room, list(members)) for room, members in groupby(reasons, key=lambda each: each.verb.room)]


def holders_of(verb: str) -> list[Holder]:
    """Return everybody who has `verb` today, by name; closed accounts are among them."""
    roles = [role.slug for role in ROLES if verb in verbs_of([role.slug], all_verbs())]
    app_label, _, codename = verb.partition(".")
    memberships = Membership.objects.lasting().filter(group__name__in=roles).select_related("group", "given_by")
    grants = ExtraVerb.objects.lasting().filter(
        permission__codename=codename, permission__content_type__app_label=app_label
    )
    sources: dict[int, list[Source]] = defaultdict(list)
    for source in [*_roles(memberships), *_extras(grants.select_related("permission__content_type", "given_by"))]:
        sources[source.grant.user_id].append(source)  # type: ignore[attr-defined]
    held = held_verbs(sources)
    people = User.objects.filter(pk__in=sources).order_by("name_key", "pk")
    return [Holder(each, sources[each.pk], rules_for(verb, held[each.pk])) for each in people]


def holders_count() -> dict[str, int]:
    """Return for each verb how many people with an open account have it today."""
    active = User.objects.active().values_list("pk", flat=True)
    found = dict.fromkeys(all_verbs(), 0)
    for verbs in held_verbs(active).values():
        for verb in verbs & found.keys():
            found[verb] += 1
    return found


def held_verbs(people: Iterable[int]) -> dict[int, set[str]]:
    """Return all verbs of some people, whoever they are, in two queries."""
    people = list(people)
    found: dict[int, set[str]] = {person: set() for person in people}
    for person, slug in Membership.objects.lasting().filter(user__in=people).values_list("user", "group__name"):
        if slug in BY_SLUG:
            found[person] |= verbs_of([slug], all_verbs())
    verb = ("permission__content_type__app_label", "permission__codename")
    for person, *name in ExtraVerb.objects.lasting().filter(user__in=people).values_list("user", *verb):
        found[person].add(".".join(name))
    return found


def _verbs_given(source: Source) -> set[str]:
    if source.role:
        return verbs_of([source.role.slug], all_verbs())
    return {str(source.grant)}


def _roles(memberships: Iterable[Membership]) -> list[Source]:
    order = [role.slug for role in ROLES]
    known = [each for each in memberships if each.group.name in BY_SLUG]
    return [Source(each, BY_SLUG[each.group.name]) for each in sorted(known, key=lambda each: order.index(str(each)))]


def _extras(grants: Iterable[ExtraVerb]) -> list[Source]:
    return [Source(each) for each in grants if str(each) in all_verbs()]


def _grants(person: User, lasting: bool = True) -> Iterator[ExtraVerb]:
    grants = person.verb_grants.lasting() if lasting else person.verb_grants.all()
    yield from grants.select_related("permission__content_type", "given_by").order_by("permission_id")
