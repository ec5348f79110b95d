"""Who is told what, by which way."""

from .delivery import Delivery
from .notification import ToldCause, WorkflowNotification
from .preferences import Preference, Rhythm

__all__ = ["Delivery", "Preference", "Rhythm", "ToldCause", "WorkflowNotification"]
