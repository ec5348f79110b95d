"""The history of a task as its page tells it: its own, and that of its steps, comments and files.

What is said in comments stands there with its author and time; the history tells only what was done to them. What a
comment said before it was corrected or withdrawn stands in the audit trail, for those who may read that.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import words
from accounts.audit.recording import tables_of
from accounts.models.audit import Action, AuditEntry
from kafkasder.core.timeline import Entry
from kafkasder.core.wording import Wording

from .models import ChecklistItem, Comment, Follower, Task, TaskFile
from .states import TaskState

_NEWEST = 60
_PARTS: tuple[type[Model], ...] = (ChecklistItem, Comment, TaskFile)
_OF_STATE = {"state", "state_reason", "completed_at", "completed_by_id"}
_TONES = {TaskState.COMPLETED: "success", TaskState.WAITING: "warning", TaskState.IN_PROGRESS: "info"}
_TITLES = {
    (Task, Action.CREATE): gettext_lazy("Görev açıldı"),
    (Task, Action.UPDATE): gettext_lazy("Görev değişti"),
    (ChecklistItem, Action.CREATE): gettext_lazy("Adım eklendi"),
    (ChecklistItem, Action.UPDATE): gettext_lazy("Adım düzeltildi"),
    (ChecklistItem, Action.DELETE): gettext_lazy("Adım silindi"),
    (Comment, Action.UPDATE): gettext_lazy("Yorum düzeltildi"),
    (TaskFile, Action.CREATE): gettext_lazy("Dosya eklendi"),
    (TaskFile, Action.DELETE): gettext_lazy("Dosya kaldırıldı"),
    (Follower, Action.CREATE): gettext_lazy("Takip eden eklendi"),
    (Follower, Action.DELETE): gettext_lazy("Takip eden çıktı"),
}
_ICONS: dict[type[Model], str] = {
    ChecklistItem: "list-check",
    Comment: "message",
    TaskFile: "paperclip",
    Follower: "eye",
}
_TOLD: tuple[type[Model], ...] = (Task, Follower, *_PARTS)
_MODELS = {each._meta.db_table: each for each in _TOLD}


def task_timeline(task: Task) -> list[Entry]:
    """Return the newest that happened to a task."""
    condition = Q(table_name__in=tables_of(Task), row_pk=str(task.pk))
    for part in _PARTS:
        keys = part._default_manager.filter(task=task).values_list("pk", flat=True)
        condition |= Q(table_name=part._meta.db_table, row_pk__in=[str(key) for key in keys])
    removed = [part._meta.db_table for part in _PARTS]
    condition |= Q(table_name__in=removed, action=Action.DELETE, changes__task_id__0=task.pk)
    said = Q(table_name=Comment._meta.db_table, action=Action.CREATE)
    entries = list(AuditEntry.objects.filter(condition).exclude(said).order_by("-id")[:_NEWEST])
    wording, names = words.wording_for(entries), _names(entries)
    return [_told(entry, wording, names) for entry in entries if entry.table_name in _MODELS]


def _names(entries: Iterable[AuditEntry]) -> dict[int, str]:
    """Return the names of those who began to follow, or no longer do."""
    keys = {key for entry in entries for key in entry.changes.get("user_id", ()) if key}
    users: Any = get_user_model()._default_manager
    return {user.pk: str(user) for user in users.filter(pk__in=keys)} if keys else {}


def _told(entry: AuditEntry, wording: Wording, names: dict[int, str]) -> Entry:
    model, action = _MODELS[entry.table_name], Action(entry.action)
    title, text = _words(model, action, entry, names)
    own = model is Task and action == Action.UPDATE and not _linked(entry)
    return Entry(
        at=entry.at,
        title=title,
        actor=entry.actor_name or str(entry.get_source_display()),
        text=text or entry.reason,
        icon=_ICONS.get(model, "plus" if action == Action.CREATE else "edit"),
        tone=_TONES.get(TaskState(entry.changes["state"][1]), "neutral") if own and _moved(entry) else "neutral",
        changes=words.changes_in(entry, wording, _OF_STATE) if own else (),
        restore_url=words.restore_url(entry) if own else "",
    )


def _linked(entry: AuditEntry) -> bool:
    """Tell whether the task was pointed at another record; at which one its card tells those who see that."""
    return "reference_pk" in entry.changes


def _moved(entry: AuditEntry) -> bool:
    return entry.changes.get("state", [None])[-1] in TaskState.values


def _words(model: type[Model], action: Action, entry: AuditEntry, names: dict[int, str]) -> tuple[str, str]:
    """Return the title and the text of an entry."""
    if model is Task and action == Action.UPDATE and _moved(entry):
        return _state_words(entry)
    if model is Task and action == Action.UPDATE and _linked(entry):
        return (_("Kayda bağlandı") if entry.changes["reference_pk"][-1] else _("Kayıt bağı kaldırıldı")), ""
    title = str(_TITLES.get((model, action), words.table_label(entry.table_name)))
    special: dict[type[Model], Callable[[], tuple[str, str]]] = {
        ChecklistItem: lambda: (_step_title(entry, title), entry.row_label),
        Comment: lambda: (_comment_title(entry, title), ""),
        TaskFile: lambda: (title, entry.row_label),
        Follower: lambda: (title, names.get(next(filter(None, entry.changes.get("user_id", ())), 0), "")),
    }
    return special[model]() if model in special else (title, "")


def _state_words(entry: AuditEntry) -> tuple[str, str]:
    before, after = (TaskState(value).label for value in entry.changes["state"])
    reason = entry.changes.get("state_reason", ["", ""])[1] or ""
    return f"{before} → {after}", str(reason)


def _comment_title(entry: AuditEntry, title: str) -> str:
    withdrawn = entry.action == Action.UPDATE and "withdrawn_at" in entry.changes
    return _("Yorum geri çekildi") if withdrawn else title


def _step_title(entry: AuditEntry, title: str) -> str:
    if entry.action != Action.UPDATE or "done" not in entry.changes:
        return title
    return _("Adım yapıldı") if entry.changes["done"][1] else _("Adım yeniden açıldı")
