"""What a record's timeline shows; rooms turn their history into these entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Change:
    """A field that changed, in words: its label, what it was and what it became."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened to a record, newest first in a timeline."""

    at: datetime
    title: str | Promise
    actor: str = ""
    text: str = ""
    icon: str = "circle"
    tone: str = "neutral"
    changes: Sequence[Change] = ()
    url: str = ""
    restore_url: str = ""  # of the page that brings back what was before
