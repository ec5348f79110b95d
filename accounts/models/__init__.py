"""The tables of accounts."""

from .audit import AuditEntry
from .chain import AuditAnchor, AuditHead, AuditSeal
from .limits import RateCount, SignInCount
from .outbox import OutgoingMail
from .security import EventKind, SecurityEvent, SecuritySettings, Severity
from .session import EndReason, RoleSessionLimit, Session
from .user import Density, Language, Theme, User

__all__ = [
    "AuditAnchor",
    "AuditEntry",
    "AuditHead",
    "AuditSeal",
    "Density",
    "EndReason",
    "EventKind",
    "Language",
    "OutgoingMail",
    "RateCount",
    "RoleSessionLimit",
    "SecurityEvent",
    "SecuritySettings",
    "Session",
    "Severity",
    "SignInCount",
    "Theme",
    "User",
]
