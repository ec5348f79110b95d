"""Telling people what happens to their tasks: called last by what happened, in its transaction.

What is told names the task and who did what; what a comment says is read in the panel.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.services import Words, notify

from .. import kinds
from ..models import Comment, Follower, Task


def tell_assigned(task: Task, by: Any) -> None:
    """Tell who is responsible now."""
    if task.responsible is None:
        return

    def words() -> Words:
        return Words(_("Yeni görev: %(task)s") % {"task": task.title}, _due_line(task))

    notify(kind=kinds.ASSIGNED, to=[task.responsible], words=words, about=task, by=by)


def tell_imported(person: Any, count: int, by: Any) -> None:
    """Tell somebody how many tasks a sheet gave them."""

    def words() -> Words:
        told = ngettext(
            "İçe aktarılan %(count)d görev size verildi", "İçe aktarılan %(count)d görev size verildi", count
        )
        return Words(told % {"count": count})

    notify(kind=kinds.ASSIGNED, to=[person], words=words, by=by)


def tell_state(task: Task, by: Any) -> None:
    """Tell those who have to do with a task that it is in another state."""

    def words() -> Words:
        told = {"task": task.title, "state": task.get_state_display()}
        return Words(_("%(task)s: durum artık “%(state)s”") % told, task.state_reason)

    notify(kind=kinds.STATE, to=_concerned(task), words=words, about=task, by=by)


def tell_comment(comment: Comment, called: Iterable[Any], by: Any) -> None:
    """Tell those whom a comment calls, and the others of the task that somebody wrote."""
    task, called = comment.task, list(called)
    _say(kinds.MENTIONED, called, _wording(task, by, mentioned=True), task, by)
    keys = [person.pk for person in called]
    _say(kinds.COMMENTED, _concerned(task).exclude(pk__in=keys), _wording(task, by, mentioned=False), task, by)


def tell_due_soon(task: Task) -> int:
    """Remind who answers for a task, once for each time at which it is due; return how many are told."""

    def words() -> Words:
        return Words(_("Zamanı geliyor: %(task)s") % {"task": task.title}, _due_line(task))

    cause = f"{task.pk} {task.due_on} {task.due_time or ''}"
    return notify(kind=kinds.DUE_SOON, to=_answering(task), words=words, about=task, cause=cause)


def tell_overdue(task: Task) -> int:
    """Tell who answers for a task that its time has passed, once for each time at which it was due."""

    def words() -> Words:
        return Words(_("Gecikti: %(task)s") % {"task": task.title}, _due_line(task))

    cause = f"{task.pk} {task.due_on} {task.due_time or ''}"
    return notify(kind=kinds.OVERDUE, to=_answering(task), words=words, about=task, cause=cause)


def _say(kind: str, to: Iterable[Any], words: Callable[[], Words], task: Task, by: Any) -> None:
    notify(kind=kind, to=to, words=words, about=task, by=by)


def _wording(task: Task, by: Any, *, mentioned: bool) -> Callable[[], Words]:
    def words() -> Words:
        told = {"person": by.full_name, "task": task.title}
        if mentioned:
            return Words(_("%(person)s sizi andı: %(task)s") % told)
        return Words(_("%(person)s yorum yazdı: %(task)s") % told)

    return words


def _concerned(task: Task) -> Any:
    """Return who opened a task, who answers for it, and who follows it."""
    followers = Follower.objects.filter(task=task).values("user")
    people: Any = get_user_model()._default_manager
    return people.filter(Q(pk__in=[task.created_by_id, task.responsible_id or 0]) | Q(pk__in=followers))


def _answering(task: Task) -> list[Any]:
    """Return who is to be reminded: the responsible person; of what is nobody's, who opened it."""
    return [task.responsible or task.created_by]


def _due_line(task: Task) -> str:
    if task.due_on is None:
        return ""
    day = date_format(task.due_on, "j F Y")
    return _("Son gün: %(day)s") % {"day": f"{day} {task.due_time:%H:%M}" if task.due_time else day}
