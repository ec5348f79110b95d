"""How former values of announcements come back: by their form and service."""

from accounts.audit.restorers import Restorer

from . import policy
from .forms import AnnouncementForm
from .models import Announcement
from .querysets import ANNOUNCE
from .services import announcements

ANNOUNCEMENTS = Restorer(
    model=Announcement,
    verbs=(ANNOUNCE,),
    may_change=policy.can_change_announcement,
    form=lambda data, announcement, by: AnnouncementForm(data, instance=announcement),
    store=lambda announcement, by, form: announcements.save_announcement(announcement=announcement, by=by),
)
