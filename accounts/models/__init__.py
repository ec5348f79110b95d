"""The tables of accounts."""

from .audit import AuditEntry
from .chain import AuditAnchor, AuditHead, AuditRedaction, AuditSeal
from .factor import Authenticator, BackupCode, TrustedDevice
from .grants import ExtraVerb, Grant, Membership
from .limits import RateCount, SignInCount
from .organisation import OrganisationProfile
from .outbox import OutgoingMail
from .pairs import ForbiddenPair
from .security import EventKind, SecurityEvent, SecuritySettings, Severity
from .session import EndReason, RoleSessionLimit, Session
from .user import Density, Language, Theme, User

__all__ = [
    "AuditAnchor",
    "AuditEntry",
    "AuditHead",
    "AuditRedaction",
    "AuditSeal",
    "Authenticator",
    "BackupCode",
    "Density",
    "EndReason",
    "EventKind",
    "ExtraVerb",
    "ForbiddenPair",
    "Grant",
    "Language",
    "Membership",
    "OrganisationProfile",
    "OutgoingMail",
    "RateCount",
    "RoleSessionLimit",
    "SecurityEvent",
    "SecuritySettings",
    "Session",
    "Severity",
    "SignInCount",
    "Theme",
    "TrustedDevice",
    "User",
]
