"""What people are told of: each room registers its kinds of notification, and their categories, in `AppConfig.ready`.

A kind says for whom it is worth what: by which ways it comes unless somebody chose otherwise, whether it may wait for
the morning, and after which time a manager hears that it was not read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kafkasder.core.references import Card
from kafkasder.core.registry import Registry


class Channel(TextChoices):
    """The ways by which somebody is told."""

    PANEL = "panel", _("Panel")
    EMAIL = "email", _("E-posta")
    SMS = "sms", _("SMS")


PANEL_ONLY = frozenset({Channel.PANEL})
PANEL_AND_EMAIL = frozenset({Channel.PANEL, Channel.EMAIL})


@dataclass(frozen=True, kw_only=True)
class Category:
    """What a kind is about, for filters and icons."""

    key: str
    label: str | Promise
    icon: str = "bell"
    verb: str = ""
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """What goes along with a mail: links below its words, as pairs of label and path, and a calendar object.

    `method` is that of the calendar object, `REQUEST` or `CANCEL`: mail programs show what fits it.
    """

    links: tuple[tuple[str, str], ...] = ()
    calendar: bytes = b""
    method: str = ""
    file_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A reason to tell somebody. `key` is the room's and the reason's, `tasks.assigned`, and is never changed.

    `why` answers “why did I get this?”. `channels` are the ways by default. What is `urgent` waits for no morning and
    no digest. `escalate_after` is the time after which managers are told of one that was not read; such a kind, and an
    urgent one, stays in the panel. Whoever lacks `verb` gets none, and sees none of what they got while they had it.
    `enclose(notification)` says what its mail carries besides words, as things stand when it is sent. Where one tells
    of many rows and is about none, `leads_to(notification)` is the card of the list on which they stand.
    """

    key: str
    category: str
    label: str | Promise
    why: str | Promise
    channels: frozenset[Channel] = PANEL_AND_EMAIL
    urgent: bool = False
    escalate_after: timedelta | None = None
    verb: str = ""
    order: int = 100
    enclose: Callable[[Any], Enclosure] | None = None
    leads_to: Callable[[Any], Card] | None = None

    @property
    def keeps_panel(self) -> bool:
        """Whether nobody may turn it off in the panel."""
        return self.urgent or self.escalate_after is not None

    def known_to(self, people: Any) -> Any:
        """Keep those users who may hear of it today."""
        return people.with_verb(self.verb) if self.verb else people


CATEGORIES: Registry[Category] = Registry()
KINDS: Registry[Kind] = Registry()


def list_card(row: Any) -> Card | None:
    """Return the card of the list to which a notification of many rows leads; None for one about a row, or nothing."""
    kind = None if row.pointer else KINDS.get(row.kind)
    return kind.leads_to(row) if kind and kind.leads_to else None


def register(*kinds: Kind) -> None:
    """Let rooms tell people of these; each names a category that is registered."""
    for kind in kinds:
        CATEGORIES[kind.category]  # a KeyError names the missing one
        KINDS.add(kind)


def register_categories(*categories: Category) -> None:
    for category in categories:
        CATEGORIES.add(category)


register_categories(
    Category(key="meeting", label=_("Toplantı"), icon="calendar", order=10),
    Category(key="task", label=pgettext_lazy("something to do", "Görev"), icon="task", order=20),
    Category(key="report", label=_("Rapor"), icon="file", order=30),
    Category(key="announcement", label=_("Duyuru"), icon="message", order=35),
    Category(key="reminder", label=_("Hatırlatma"), icon="clock", order=40),
)
