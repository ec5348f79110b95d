"""Which states an action has been in: as its task went through them, whichever way each change came.

The audit trail keeps that by itself, with who did it, when, and what they noted.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.audit.recording import tables_of
from accounts.models.audit import Action, AuditEntry
from kafkasder.core.timeline import Entry
from tasks.models import Task

from .models import ActionItem
from .states import ACTION_STATE_OF, ActionState

_MOST = 200
_TONES = {ActionState.READY: "success", ActionState.ONGOING: "info"}


def steps_of(action: ActionItem) -> Iterator[tuple[ActionState, AuditEntry]]:
    """Yield each state with the entry that tells of it, the newest first."""
    rows: Any = AuditEntry.objects.filter(
        table_name__in=tables_of(Task),
        row_pk=str(action.task_id),
        action__in=[Action.CREATE, Action.UPDATE],
        changes__has_key="state",
    )
    for entry in rows.order_by("-id")[:_MOST]:
        state = entry.changes["state"][-1]
        if state in ACTION_STATE_OF:
            yield ACTION_STATE_OF[state], entry


def action_timeline(action: ActionItem) -> list[Entry]:
    """Return the states as the page tells them: what, who, when and the note."""
    return [
        Entry(
            at=entry.at,
            title=str(state.label) if entry.action == Action.UPDATE else _("Aksiyon açıldı"),
            actor=entry.actor_name or str(entry.get_source_display()),
            text=str((entry.changes.get("state_reason") or [""])[-1] or ""),
            icon="flag" if entry.action == Action.UPDATE else "plus",
            tone=_TONES.get(state, "neutral"),
        )
        for state, entry in steps_of(action)
    ]


def share_of(actions: list[ActionItem]) -> dict[str, int]:
    """Return how many of these actions are done, of those that were not cancelled."""
    states = [action.state for action in actions]
    cancelled, done = states.count(ActionState.CANCELLED), states.count(ActionState.READY)
    return {"done": done, "wanted": len(states) - cancelled}
