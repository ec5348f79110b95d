"""Forms of the room."""

from .announcements import AnnouncementForm
from .preferences import PreferencesForm

__all__ = ["AnnouncementForm", "PreferencesForm"]
