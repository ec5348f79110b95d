"""Who minds a group: as long as somebody of it can, somebody does.

Where no owner can any more, because they left, their account was closed or the verb was taken from them, whoever has
been in the group longest of those who can becomes one. Owners who are back mind it again, beside their follower.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Event, Thread, ThreadKind, ThreadMember
from ..people import reaches
from ..querysets import USE
from .rows import tell_event


def have_minded(thread: Thread) -> bool:
    """Find an owner for a locked group that has none who can mind it; return whether one had to be found."""
    if thread.kind != ThreadKind.GROUP:
        return False
    able = _able(thread.members.select_related("user").order_by("joined_at", "pk"))
    if any(reaches(each.user, thread) for each in able.filter(is_owner=True)):
        return False
    heir = next((each for each in able.filter(is_owner=False) if reaches(each.user, thread)), None)
    if heir is None:
        return False
    heir.is_owner = True
    heir.save(update_fields=["is_owner"])
    tell_event(thread, Event.MINDS, by=heir.user, about=heir.user)
    return True


def have_groups_minded_without(user: Any) -> None:
    """Find owners for the groups that were minded by somebody who may no longer be able to.

    All their groups are locked, also those that others mind: an owner who leaves at this moment must not be followed by
    somebody who goes too.
    """
    with transaction.atomic():
        _have_minded(Thread.objects.filter(kind=ThreadKind.GROUP, members__user=user))


def have_all_minded() -> int:
    """Find owners for the groups that came to have none without anybody's doing, as when a role ended with its last
    day; return how many."""
    able = _able(ThreadMember.objects.filter(thread=OuterRef("pk")))
    perhaps = ~Exists(able.filter(is_owner=True)) | ~Q(reference_kind="")  # whose owner may not see the record
    groups = Thread.objects.filter(perhaps, Exists(able), kind=ThreadKind.GROUP)
    count = 0
    for pk in list(groups.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            count += _have_minded(Thread.objects.filter(pk=pk))
    return count


def _have_minded(groups: QuerySet[Thread]) -> int:
    keys = list(groups.order_by("pk").values_list("pk", flat=True))
    return sum(map(have_minded, Thread.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")))


def _able(members: QuerySet[ThreadMember]) -> QuerySet[ThreadMember]:
    people: Any = get_user_model()._default_manager
    return members.filter(user__in=people.active().with_verb(USE))
