"""The tables of accounts."""

from .audit import AuditEntry
from .user import Density, Language, Theme, User

__all__ = ["AuditEntry", "Density", "Language", "Theme", "User"]
