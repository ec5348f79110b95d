"""The tables of accounts."""

from .audit import AuditEntry
from .security import EventKind, SecurityEvent, SecuritySettings, Severity
from .user import Density, Language, Theme, User

__all__ = [
    "AuditEntry",
    "Density",
    "EventKind",
    "Language",
    "SecurityEvent",
    "SecuritySettings",
    "Severity",
    "Theme",
    "User",
]
