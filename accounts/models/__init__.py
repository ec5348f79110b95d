"""The tables of accounts."""

from .audit import AuditEntry
from .chain import AuditAnchor, AuditHead, AuditSeal
from .limits import RateCount, SignInCount
from .outbox import OutgoingMail
from .security import EventKind, SecurityEvent, SecuritySettings, Severity
from .user import Density, Language, Theme, User

__all__ = [
    "AuditAnchor",
    "AuditEntry",
    "AuditHead",
    "AuditSeal",
    "Density",
    "EventKind",
    "Language",
    "OutgoingMail",
    "RateCount",
    "SecurityEvent",
    "SecuritySettings",
    "Severity",
    "SignInCount",
    "Theme",
    "User",
]
