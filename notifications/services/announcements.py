"""Announcing: whoever is addressed is told, once, and says that they read it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from kafkasder.core.locks import lock

from .. import policy
from ..models import Announcement, AnnouncementReceipt
from ..models.announcement import Priority
from ..own_kinds import ANNOUNCED, ANNOUNCED_URGENTLY
from ..states import ANNOUNCEMENT_STATES, AnnouncementState
from . import reading
from .telling import Words, notify, take_back

REFERENCE = "announcement"


def addressees(announcement: Announcement) -> QuerySet[User]:
    """Return the active people to whom it is said; whoever holds a role from tomorrow on finds it in the list."""
    active: Any = User.objects.active()
    return active.with_role(*announcement.roles) if announcement.roles else active


@transaction.atomic
def save_announcement(*, announcement: Announcement, by: User) -> Announcement:
    """Announce, or correct; those who are addressed and were not told yet are told.

    Who is addressed no more, and has not read it, never does.
    """
    policy.can_change_announcement(by, announcement).require()
    if announcement.pk is None:
        announcement.by = by
    announcement.full_clean(exclude=["by"])
    announcement.save()
    take_back(about=announcement, but=addressees(announcement))
    notify(
        kind=ANNOUNCED_URGENTLY if announcement.priority == Priority.HIGH else ANNOUNCED,
        to=addressees(announcement),
        words=lambda: Words(_("Duyuru: %(title)s") % {"title": announcement.title}, announcement.body[:2000]),
        about=announcement,
        by=by,
        cause=str(announcement.pk),
    )
    return announcement


@transaction.atomic
def change_state(*, announcement: Announcement, target: str, by: User, reason: str = "") -> Announcement:
    """Withdraw it; whoever has not read of it never does."""
    policy.can_announce(by).require()
    row = lock(announcement, by)
    ANNOUNCEMENT_STATES.require(row.state, target, reason)
    row.state, row.state_reason = AnnouncementState(target), reason
    row.save(update_fields=["state", "state_reason"])
    take_back(about=row)
    return row


@transaction.atomic
def note_read(*, announcement: Announcement, by: User) -> Announcement:
    """Note that `by` read it, and with it what they were told of it; the first time counts."""
    receipt = AnnouncementReceipt(announcement=announcement, user=by, read_at=timezone.now())
    AnnouncementReceipt.objects.bulk_create([receipt], ignore_conflicts=True)
    reading.mark_read_about(kind=REFERENCE, pk=announcement.pk, by=by)
    return announcement
