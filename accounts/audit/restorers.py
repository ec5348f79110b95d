"""The register of what can come back: a room fills it in with a `Restorer` for each model, when it is ready."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from kafkasder.core.editing import EditForm
from kafkasder.core.policy import Decision

from ..models.audit import Action, AuditEntry


@dataclass(frozen=True)
class Restorer:
    """How the values of one model come back.

    `verbs` are needed at all; `get(user, key)` returns the row if that person may see it and raises Http404 otherwise;
    `may_change(user, row)` is the room's rule; `form(data, row, user)` is the form of the record; `save(form, row,
    user)` saves it as the page of that form does, by `core.saving.changed`, after which the form knows why it was not.
    `is_dangerous(form)` says of a valid form that its page asks again who somebody is before it is saved.
    """

    model: type[Model]
    verbs: tuple[str, ...]
    get: Callable[[Any, str], Any]
    may_change: Callable[[Any, Any], Decision]
    form: Callable[[Mapping[str, Any] | None, Any, Any], EditForm]
    save: Callable[[EditForm, Any, Any], object]
    is_dangerous: Callable[[Any], bool] = lambda form: False


_restorers: dict[str, Restorer] = {}


def register(*restorers: Restorer) -> None:
    _restorers.update({each.model._meta.db_table: each for each in restorers})


def restorer_for(entry: AuditEntry) -> Restorer | None:
    """Return how values of this entry come back; None if they cannot. Only a change has values from before."""
    return _restorers.get(entry.table_name) if entry.action == Action.UPDATE else None


def may_restore(user: Any, table: str) -> bool:
    """Whether the verbs of `user` allow it at all; about a row the room's rule decides."""
    return table in _restorers and user.has_perms(_restorers[table].verbs)
