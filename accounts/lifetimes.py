"""How long sessions last: by what the roles of their person allow."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .models import Membership, RoleSessionLimit

USUAL = {"idle_minutes": 240, "absolute_hours": 12, "remembered_days": 30}  # where a role has no row of its own


@dataclass(frozen=True)
class Lifetime:
    """How long a session may last without being used, and after signing in.

    A browser that is to be remembered is one's own, so it may rest: for it only the time since signing in counts.
    Where a role does not let its people be remembered (no days), a remembered session ends like any other.
    """

    idle: timedelta
    absolute: timedelta
    remembered: timedelta

    def end(self, *, signed_in_at: datetime, last_used_at: datetime, remembered: bool) -> datetime:
        """Return when a session ends unless it is used again."""
        if remembered and self.remembered:
            return signed_in_at + self.remembered
        return min(signed_in_at + self.absolute, last_used_at + self.idle)


def strictest(limits: Collection[RoleSessionLimit]) -> Lifetime:
    return Lifetime(
        idle=timedelta(minutes=min(each.idle_minutes for each in limits)),
        absolute=timedelta(hours=min(each.absolute_hours for each in limits)),
        remembered=timedelta(days=min(each.remembered_days for each in limits)),
    )


def limits_of_roles() -> dict[str, RoleSessionLimit]:
    """Return the limits that somebody has set, by role."""
    return {each.role: each for each in RoleSessionLimit.objects.all()}


def usual_limit(role: str = "") -> RoleSessionLimit:
    return RoleSessionLimit(role=role, **USUAL)


def lifetimes_of(user_ids: Collection[Any]) -> Mapping[Any, Lifetime]:
    """Return what holds for the sessions of each of these people: the strictest of what their roles allow."""
    limits, usual = limits_of_roles(), usual_limit()
    roles: dict[Any, list[str]] = {user_id: [] for user_id in user_ids}
    held = Membership.objects.lasting().filter(user__in=user_ids)
    for user_id, role in held.order_by().values_list("user", "group__name"):
        roles[user_id].append(role)
    return {
        user_id: strictest([limits.get(role, usual) for role in names] or [usual]) for user_id, names in roles.items()
    }
