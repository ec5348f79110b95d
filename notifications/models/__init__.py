"""Who is told what, by which way."""

from .announcement import Announcement, AnnouncementReceipt
from .delivery import Delivery
from .notification import ToldCause, WorkflowNotification
from .preferences import Preference, Rhythm

__all__ = [
    "Announcement",
    "AnnouncementReceipt",
    "Delivery",
    "Preference",
    "Rhythm",
    "ToldCause",
    "WorkflowNotification",
]
