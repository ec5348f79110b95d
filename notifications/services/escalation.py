"""What was not read in time, managers hear of."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from kafkasder.core.references import card_for
from kafkasder.core.viewer import may

from ..kinds import KINDS, Kind
from ..models import WorkflowNotification
from ..own_kinds import ESCALATED, RECEIVER
from .telling import Words, tell

AT_ONCE = 100


def escalate_due() -> int:
    """Tell managers of what lies unread for longer than its kind allows; return of how many."""
    return sum(_escalate(kind) for kind in KINDS.values() if kind.escalate_after)


def _escalate(kind: Kind) -> int:
    count = 0
    while found := _escalate_some(kind):
        count += found
    return count


@transaction.atomic
def _escalate_some(kind: Kind) -> int:
    assert kind.escalate_after
    late = WorkflowNotification.objects.unread().filter(
        kind=kind.key, escalated_at=None, told_at__lt=timezone.now() - kind.escalate_after
    )
    late = late.filter(recipient__in=kind.known_to(User.objects.active()))
    late = late.select_related("recipient").select_for_update(of=("self",), no_key=True, skip_locked=True)
    rows = list(late.order_by("pk")[:AT_ONCE])
    for row in rows:
        _tell_managers(row)
    WorkflowNotification.objects.filter(pk__in=[row.pk for row in rows]).update(escalated_at=timezone.now())
    return len(rows)


def _tell_managers(row: WorkflowNotification) -> None:
    """Tell that it was not read, and what it was to those alone who may know of it."""
    managers = User.objects.active().with_verb(RECEIVER).exclude(pk=row.recipient_id)
    knowing = [each for each in managers if _may_know(each, row)]
    words = {"name": row.recipient.full_name, "title": row.title}
    _tell(row, knowing, lambda: Words(_("%(name)s okumadı: %(title)s") % words))
    others = [each for each in managers if each not in knowing]
    _tell(row, others, lambda: Words(_("%(name)s bir bildirimini okumadı") % words))


def _may_know(manager: User, row: WorkflowNotification) -> bool:
    """Whether a manager has the verb of what was told, and sees the record that it is about."""
    sees = row.pointer is None or card_for(manager, *row.pointer) is not None
    return sees and may(manager, KINDS[row.kind].verb)


def _tell(row: WorkflowNotification, managers: list[User], words: Callable[[], Words]) -> None:
    tell(kind=ESCALATED, to=managers, words=words, pointer=row.pointer, cause=str(row.pk))
