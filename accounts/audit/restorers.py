"""The register of what can come back: a room fills it in with a `Restorer` for each model, when it is ready."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.shortcuts import get_object_or_404

from kafkasder.core.editing import EditForm
from kafkasder.core.policy import Decision
from kafkasder.core.saving import changed

from ..models.audit import Action, AuditEntry


@dataclass(frozen=True)
class Restorer:
    """How the values of one model come back, whose rows have `visible_to`.

    `verbs` are needed at all; `may_change(user, row)` is the room's rule; `form(data, row, user)` is the form of the
    record; `store(row, user, form)` hands the locked row to the room's service. `is_dangerous(form)` says of a valid
    form that its page asks again who somebody is before it is saved.
    """

    model: type[Model]
    verbs: tuple[str, ...]
    may_change: Callable[[Any, Any], Decision]
    form: Callable[[Mapping[str, Any] | None, Any, Any], EditForm]
    store: Callable[[Any, Any, Any], object]
    is_dangerous: Callable[[Any], bool] = lambda form: False

    def get(self, user: Any, key: str) -> Any:
        """Return the row if `user` may see it; raise Http404 otherwise."""
        rows: Any = self.model._default_manager
        return get_object_or_404(rows.visible_to(user), pk=key)

    def save(self, form: EditForm, row: Any, user: Any) -> None:
        """Save as the page of the form does; where that was refused, the form says why."""
        changed(form, row, user, lambda locked: self.store(locked, user, form))


_restorers: dict[str, Restorer] = {}


def register(*restorers: Restorer) -> None:
    _restorers.update({each.model._meta.db_table: each for each in restorers})


def restorer_for(entry: AuditEntry) -> Restorer | None:
    """Return how values of this entry come back; None if they cannot. Only a change has values from before."""
    return _restorers.get(entry.table_name) if entry.action == Action.UPDATE else None


def may_restore(user: Any, table: str) -> bool:
    """Whether the verbs of `user` allow it at all; about a row the room's rule decides."""
    return table in _restorers and user.has_perms(_restorers[table].verbs)
