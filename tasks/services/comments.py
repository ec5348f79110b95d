"""What people say about a task, and whom they call into it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from kafkasder.core.locks import lock

from .. import policy
from ..mentions import mentioned_in
from ..models import Comment, Follower, Mention, Task
from .telling import tell_comment


@transaction.atomic
def write_comment(*, task: Task, text: str, by: Any) -> Comment:
    """Store what `by` says. Whom it calls with an @ follows the task from then on, if they see it."""
    task = lock(task, by)
    policy.can_comment(by, task).require()
    comment = Comment.objects.create(task=task, author=by, text=text.strip())
    called = mentioned_in(comment.text, task)
    _call(comment, called)
    tell_comment(comment, called, by)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, text: str, by: Any) -> Comment:
    """Put one's own words otherwise; the trail keeps what they were."""
    comment = _locked(comment, by)
    policy.can_change_comment(by, comment).require()
    if comment.text != text.strip():
        comment.text, comment.edited_at = text.strip(), timezone.now()
        comment.save(update_fields=["text", "edited_at"])
        _call(comment, mentioned_in(comment.text, comment.task))
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: Any) -> Comment:
    """Take words back; that something was said stays."""
    comment = _locked(comment, by)
    policy.can_withdraw_comment(by, comment).require()
    comment.text, comment.withdrawn_at = "", timezone.now()
    comment.save(update_fields=["text", "withdrawn_at"])
    return comment


def _call(comment: Comment, people: Iterable[Any]) -> None:
    called = list(people)
    Mention.objects.filter(comment=comment).exclude(user__in=called).delete()
    Mention.objects.bulk_create([Mention(comment=comment, user=each) for each in called], ignore_conflicts=True)
    followers = [Follower(task=comment.task, user=each) for each in called]
    Follower.objects.bulk_create(followers, ignore_conflicts=True)


def _locked(comment: Comment, by: Any) -> Comment:
    lock(comment.task, by)
    return Comment.objects.select_related("task").select_for_update(of=("self",)).get(pk=comment.pk)
