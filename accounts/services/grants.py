"""Storing which roles and extra verbs somebody holds until when; whether they may is asked before, by `services.users`.

Rows that stay keep who gave them and why. What has ended by itself stays as a memory until it is given again.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission

from ..models import Grant, User
from ..terms import Terms
from .factor_duty import note_duty


def give_roles(*, user: User, roles: Terms, by: User | None, reason: str = "") -> None:
    """Let `user` hold exactly these roles, with the duty to have a second factor that comes of them."""
    groups = {group.name: group for group in Group.objects.filter(name__in=roles)}
    _store(user.memberships, "group", {groups[slug]: until for slug, until in roles.items()}, by, reason)
    note_duty(user)


def give_verbs(*, user: User, verbs: Terms, by: User | None, reason: str = "") -> None:
    """Let `user` have exactly these verbs beyond those of the roles."""
    codenames = [verb.partition(".")[2] for verb in verbs]
    rows = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    found = {f"{row.content_type.app_label}.{row.codename}": row for row in rows}
    _store(user.verb_grants, "permission", {found[verb]: until for verb, until in verbs.items()}, by, reason)


def _store(grants: Any, target: str, wanted: dict[Any, Any], by: User | None, reason: str) -> None:
    """Take first and give then, for a new right may exclude the old one."""
    held: dict[int, Grant] = {getattr(grant, f"{target}_id"): grant for grant in grants.all()}
    keys = {each.pk for each in wanted}
    grants.filter(pk__in=[each.pk for key, each in held.items() if each.is_lasting and key not in keys]).delete()
    for right, until in wanted.items():
        grant = held.get(right.pk)
        if grant is None:
            grants.create(**{target: right}, until=until, given_by=by, reason=reason)
        elif not grant.is_lasting:  # it had ended: this is giving it anew
            grant.give_anew(until, by, reason)
        elif grant.until != until:
            grant.until = until
            grant.save(update_fields=["until"])
