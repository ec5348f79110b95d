"""May this person do this to that task? Tasks that one may not see never get here: they are a 404."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused
from kafkasder.core.references import card_for

from .models import ChecklistItem, Comment, Task, TaskFile
from .querysets import sees_all

UNDO_WINDOW = timedelta(minutes=10)
_CLOSED = _("Kapanmış görev değiştirilemez; önce yeniden açın.")
_NOT_YOURS = _("Bu görev sizin değil.")


def can_add(user: Any) -> Decision:
    return has_verb(user, "tasks.add_task")


def can_change(user: Any, task: Task) -> Decision:
    """Who opened a task says what it is about, as long as it is open; and whoever minds the tasks of others."""
    if not task.is_open:
        return refused(_CLOSED)
    return _is_mine(user, task.created_by_id == user.pk)


def can_link(user: Any, task: Task) -> Decision:
    """Say what record a task is about; nobody takes away a record that they do not see."""
    if task.reference_pk and card_for(user, task.reference_kind, task.reference_pk) is None:
        return refused(_("Bu görev, görmediğiniz bir kayda bağlı."))
    return can_change(user, task)


def can_work(user: Any, task: Task) -> Decision:
    """Who opened a task or answers for it brings it forward: its state and its files, also when it is closed."""
    return _is_mine(user, user.pk in (task.created_by_id, task.responsible_id))


def can_tick(user: Any, task: Task) -> Decision:
    """Steps belong to open tasks."""
    return can_work(user, task) if task.is_open else refused(_CLOSED)


def can_comment(user: Any, task: Task) -> Decision:
    """Whoever has to do with a task answers in it, be it as a follower."""
    return has_verb(user, "tasks.add_task")


def can_change_comment(user: Any, comment: Comment) -> Decision:
    if comment.author_id != user.pk:
        return refused(_("Yalnız kendi yorumunuzu değiştirebilirsiniz."))
    if comment.withdrawn_at:
        return refused(_("Bu yorum geri çekilmiş."))
    return has_verb(user, "tasks.add_task")


def can_withdraw_comment(user: Any, comment: Comment) -> Decision:
    """One's own words; whoever minds the tasks of others takes back what should not stand there."""
    if comment.withdrawn_at:
        return refused(_("Bu yorum geri çekilmiş."))
    return _is_mine(user, comment.author_id == user.pk)


def can_remove_file(user: Any, file: TaskFile) -> Decision:
    """Who put a file there takes it away again, and whoever minds the tasks of others."""
    return _is_mine(user, file.added_by_id == user.pk)


def can_remove_step(user: Any, step: ChecklistItem) -> Decision:
    return can_tick(user, step.task)


def can_assign(user: Any, task: Task, responsible: Any) -> Decision:
    """Give an open task to somebody, or with None to nobody."""
    if not task.is_open:
        return refused(_CLOSED)
    if not (may := can_receive(user, responsible)):
        return may
    return may_give(user, task, responsible)


def can_receive(user: Any, responsible: Any) -> Decision:
    """Whether this is somebody to whom `user` gives tasks; nobody is for all."""
    if responsible is None or assignable(user).filter(pk=responsible.pk).exists():
        return ALLOWED
    return refused(_("Bu kişiye görev veremezsiniz."))


def may_give(user: Any, task: Task, responsible: Any) -> Decision:
    """Who opened a task or answers for it hands it on, with the verb for it; what is nobody's everybody may take."""
    if responsible is not None and responsible.pk == user.pk and task.responsible_id is None:
        return has_verb(user, "tasks.add_task")
    return has_verb(user, "tasks.assign_task") and can_work(user, task)


def assignable(user: Any) -> QuerySet[Any]:
    """Return the people to whom `user` may give a task."""
    people: Any = get_user_model()._default_manager
    people = people.active().with_verb("tasks.view_tasks").with_verb("tasks.add_task").order_by("name_key", "pk")
    return people if user.has_perm("tasks.assign_task") else people.filter(pk=user.pk)  # type: ignore[no-any-return]


def can_import(user: Any) -> Decision:
    """A sheet gives tasks to anybody, so whoever imports one sees and assigns all."""
    verbs = ["view_all_tasks", "add_task", "assign_task", "import_tasks"]
    allowed = user.has_perms([f"tasks.{verb}" for verb in verbs])
    return ALLOWED if allowed else refused(_("Bu kullanıcının içe aktarma yetkisi yok."))


def changeable(user: Any, tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those of many tasks that `can_change` allows, closed ones among them."""
    return _mine(user, tasks, Q(created_by=user))


def workable(user: Any, tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those of many tasks that `can_work` allows."""
    return _mine(user, tasks, Q(created_by=user) | Q(responsible=user))


def _mine(user: Any, tasks: QuerySet[Task], own: Q) -> QuerySet[Task]:
    if not user.has_perm("tasks.add_task"):
        return tasks.none()
    return tasks if minds_all(user) else tasks.filter(own)


def minds_all(user: Any) -> bool:
    """Whether somebody changes the tasks of others too."""
    return sees_all(user) and bool(user.has_perms(["tasks.add_task", "tasks.change_task"]))


def _is_mine(user: Any, mine: bool) -> Decision:
    if not (may := has_verb(user, "tasks.add_task")):
        return may
    return ALLOWED if mine or minds_all(user) else refused(_NOT_YOURS)
