"""The tables of the personal data law."""

from .notices import Audience, Channel, NoticeDelivery, NoticeVersion
from .requests import DataRequest
from .retention import (
    DestructionCandidate,
    DestructionConfirmation,
    DestructionProposal,
    DestructionRecord,
    RetentionRule,
    Tombstone,
)

__all__ = [
    "Audience",
    "Channel",
    "DataRequest",
    "DestructionCandidate",
    "DestructionConfirmation",
    "DestructionProposal",
    "DestructionRecord",
    "NoticeDelivery",
    "NoticeVersion",
    "RetentionRule",
    "Tombstone",
]
