"""How former values of announcements come back: by their form and service."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404

from accounts.audit.restorers import Restorer
from kafkasder.core.saving import changed

from . import policy
from .forms import AnnouncementForm
from .models import Announcement
from .querysets import ANNOUNCE
from .services import announcements


def _get(user: Any, key: str) -> Announcement:
    row: Announcement = get_object_or_404(Announcement.objects.visible_to(user), pk=key)
    return row


def _form(data: Mapping[str, Any] | None, row: Announcement, user: Any) -> AnnouncementForm:
    return AnnouncementForm(data, instance=row)


def _save(form: Any, row: Announcement, user: Any) -> None:
    changed(form, row, user, lambda locked: announcements.save_announcement(announcement=locked, by=user))


ANNOUNCEMENTS = Restorer(
    model=Announcement,
    verbs=(ANNOUNCE,),
    get=_get,
    may_change=policy.can_change_announcement,
    form=_form,
    save=_save,
)
