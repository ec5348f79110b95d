"""The columns that a person chose for a list, kept among that person's preferences."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.dispatch import Signal

from .declaration import Declaration

columns_chosen = Signal()  # with `user_id`, the list's `key` and its `columns`, as the address writes them


def remembered_columns(viewer: Any, declared: Declaration) -> str:
    """Return the chosen columns that still exist as the address writes them, or nothing for the usual ones."""
    known = {column.key for column in declared.table_columns(viewer)}
    chosen = _lists(viewer.preferences).get(declared.key, {}).get("columns", [])
    return ".".join(key for key in chosen if key in known)


def forget_or_remember(viewer: Any, declared: Declaration, keys: list[str]) -> None:
    """Remember these columns for the viewer; none stands for the usual ones."""
    with transaction.atomic():
        user: Any = get_user_model()._default_manager.select_for_update().get(pk=viewer.pk)
        lists = dict(_lists(user.preferences))
        if lists.pop(declared.key, {}).get("columns", []) == keys:
            return
        if keys:
            lists[declared.key] = {"columns": keys}
        user.preferences = {**user.preferences, "lists": lists}
        user.save(update_fields=["preferences"])
        columns_chosen.send(type(declared), user_id=user.pk, key=declared.key, columns=".".join(keys))


def _lists(preferences: dict[str, Any]) -> dict[str, Any]:
    return preferences.get("lists", {})
