"""What the room tells the personal data law: the tasks of a user and those about a person, and how long they are kept.

A task's texts may name anybody. Closed tasks are forgotten in place: their day, their kind and who worked on them stay,
what was written goes.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.redacting import deleted_rows
from accounts.models import User
from kafkasder.core.references import key_of
from privacy.forgotten import FORGOTTEN
from privacy.retention import KINDS, RetentionKind, Traces
from privacy.subjects import BESIDE, Beside, Section

from .models import ChecklistItem, Comment, Follower, Mention, Task, TaskFile
from .states import CLOSED, TaskState
from .templatetags.tasks import due_words

KIND = "task"
_TWO_YEARS = 24
_PARTS: tuple[type[Model], ...] = (ChecklistItem, Comment, TaskFile)


def register() -> None:
    BESIDE.add(Beside(key="tasks", sections=tell_about, order=40))
    KINDS.add(
        RetentionKind(
            key=KIND,
            label=_("Kapanmış görevler"),
            months=_TWO_YEARS,
            basis=_("Kapandıktan sonra 2 yıl (önerilen politika; yönetim kararıyla değiştirin)"),
            model=Task,
            name="title",
            due=_due,
            forget=forget,
            order=40,
        )
    )


def tell_about(person: Any, viewer: Any) -> Iterator[Section]:
    """Tell of the tasks of a user, or of those that point at a person, as far as `viewer` sees them."""
    seen = Task.objects.visible_to(viewer).order_by("pk")
    if isinstance(person, User):
        yield from _of_user(person, seen)
    else:
        yield Section(_("Kişi hakkındaki görevler"), [_line(task) for task in about(person, seen)])


def about(row: Model, tasks: Any = None) -> QuerySet[Task]:
    """Return the tasks that point at a record; none of a kind that nothing points at."""
    rows = Task.objects.all() if tasks is None else tasks
    try:
        found: QuerySet[Task] = rows.about(key_of(row), row.pk)
    except LookupError:
        return Task.objects.none()
    return found


def _of_user(user: User, seen: Any) -> Iterator[Section]:
    yield Section(_("Açtığı görevler"), [_line(task) for task in seen.filter(created_by=user)])
    yield Section(_("Sorumlusu olduğu görevler"), [_line(task) for task in seen.filter(responsible=user)])
    comments = Comment.objects.standing().filter(author=user, task__in=seen).select_related("task")
    yield Section(_("Görevlere yazdıkları"), [(comment.task.title, comment.text) for comment in comments])


def _line(task: Task) -> tuple[str, str]:
    parts = (str(task.get_state_display()), due_words(task), task.description)
    return task.title, " · ".join(filter(None, parts))


def _due(before: datetime) -> QuerySet[Any]:
    return Task.objects.filter(state__in=CLOSED, state_at__lt=before, destroyed_at__isnull=True)


def closed_about(row: Model) -> Iterable[tuple[str, Task]]:
    """Return the closed tasks about a record, as pairs that go with it when it is forgotten."""
    return [(KIND, task) for task in about(row).filter(state__in=CLOSED, destroyed_at__isnull=True).order_by("pk")]


def forget(task: Task) -> Traces:
    """Take what was written out of a closed task; its steps, comments and files go altogether."""
    traces = {Task._meta.db_table: [task.pk]} | {part._meta.db_table: _keys_ever(part, task) for part in _PARTS}
    for file in task.files.all():
        transaction.on_commit(partial(file.content.storage.delete, str(file.content.name)))
    Mention.objects.filter(comment__task=task).delete()
    Follower.objects.filter(task=task).delete()
    for part in _PARTS:
        part._default_manager.filter(task=task).delete()
    _blank(task)
    return traces


def _blank(task: Task) -> None:
    if task.is_open:  # a backup brought it back in another state
        task.state, task.state_at = TaskState.CANCELLED, timezone.now()
    task.title, task.description, task.tags = FORGOTTEN, "", []
    task.repeat, task.repeat_until = "", None
    task.state_reason = FORGOTTEN if task.state == TaskState.CANCELLED else ""
    task.reference_kind, task.reference_pk = "", None
    task.destroyed_at = task.destroyed_at or timezone.now()
    task.save()


def _keys_ever(part: type[Model], task: Task) -> list[Any]:
    """Return the keys of these rows and of those that were taken away earlier: the trail tells of them too."""
    own = part._default_manager.filter(Q(task=task)).values_list("pk", flat=True)
    return [*own, *deleted_rows(part._meta.db_table, "task_id", task.pk)]
