"""How the panel looks to somebody: kept here, shown in all tabs and on all devices of that person.

Tabs that are told may hear of two changes in the wrong order. So each change of the row has a number, and a tab heeds
for each preference only what is newer than what it shows: what was committed last stands everywhere.
"""

from typing import Any

from django.db import transaction

from kafkasder.live import tell_user

from ..models import User

LOOK = ("theme", "density", "enter_key", "language")


@transaction.atomic
def choose_look(*, user: User, **chosen: str) -> None:
    """Store what differs from what is stored, and tell that alone to the tabs; who chooses the same tells nobody."""
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    changed = {name: value for name, value in chosen.items() if getattr(row, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(row, name, value)
        setattr(user, name, value)
    user.look_version = row.look_version = row.look_version + 1
    row.save(update_fields=[*changed, "look_version"])
    tell_user(row.pk, {"event": "preferences", "version": row.look_version, **changed})


def look_of(user: User) -> dict[str, Any]:
    """Return the same for a tab that may have missed something: the whole look, and its version."""
    return {"version": user.look_version} | {name: getattr(user, name) for name in LOOK}


def tell_columns(*, user_id: int, key: str, columns: str) -> None:
    """Tell the tabs that show the list `key` which columns their person chose."""
    tell_user(user_id, {"event": "columns", "list": key, "columns": columns})


@transaction.atomic
def fold_group(*, user: Any, group: str, folded: bool) -> None:
    """Remember which groups of the dashboard somebody folded, and tell their other tabs."""
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    before = folded_groups(row)
    after = sorted({*before, group} if folded else {*before} - {group})
    if after == before:
        return
    row.preferences = {**row.preferences, "dashboard": {"folded": after}}
    row.save(update_fields=["preferences"])
    tell_user(row.pk, {"event": "groups", "folded": " ".join(after)})


def folded_groups(user: User) -> list[str]:
    """Return the groups of the dashboard that somebody folded."""
    return sorted(user.preferences.get("dashboard", {}).get("folded", []))
