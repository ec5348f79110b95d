"""May this person do this to that row? Rows that one may not see never get here: they are a 404."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import Decision, has_verb, refused

from .models import Announcement
from .querysets import ANNOUNCE


def can_announce(user: Any) -> Decision:
    return has_verb(user, ANNOUNCE)


def can_change_announcement(user: Any, announcement: Announcement) -> Decision:
    if not announcement.is_published:
        return refused(_("Geri çekilmiş duyuru değiştirilemez; yenisini yapın."))
    return can_announce(user)


def can_retry(user: Any) -> Decision:
    return has_verb(user, "notifications.view_deliveries")
