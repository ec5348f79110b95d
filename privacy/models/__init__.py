"""The tables of the personal data law."""

from .breaches import Breach, ConcernedPerson
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
    "Breach",
    "Channel",
    "ConcernedPerson",
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
