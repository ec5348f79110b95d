"""Everything about one person, gathered: what their room keeps, this room's rows, who looked and what changed."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audit.words import timeline
from accounts.models import AuditEntry
from accounts.models.audit import Action
from kafkasder.core.timeline import Entry

from ..models import DataRequest, NoticeDelivery
from ..subjects import BESIDE, Section, Subject

LOOKS = (Action.VIEW, Action.EXPORT)


@dataclass(frozen=True)
class Dossier:
    """The file about one person: `sections` of rows, each a label and a text."""

    kind: str
    name: str
    made_at: datetime.datetime
    made_by: str
    reason: str
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]

    def as_json(self) -> dict[str, Any]:
        return {
            "person": {"kind": self.kind, "name": self.name},
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "made_by": self.made_by,
            "reason": self.reason,
            "sections": [
                {"title": title, "rows": [{"label": label, "value": value} for label, value in rows]}
                for title, rows in self.sections
            ],
        }


def gather(kind: Subject, person: Any, *, by: Any, reason: str) -> Dossier:
    """Return the file about `person`, in which masked is whatever `by` may not see in clear."""
    own, beside = kind.sections(person, by), _of_other_rooms(person, by)
    sections = [*own, *beside, *_of_this_room(kind, person), *_of_the_trail(kind, person)]
    return Dossier(
        kind=str(kind.label),
        name=str(person),
        made_at=timezone.localtime(),
        made_by=str(by),
        reason=reason,
        sections=[(str(each.title), _in_words(each.rows)) for each in sections if each.rows],
    )


def _of_other_rooms(person: Any, by: Any) -> Iterator[Section]:
    for room in BESIDE.for_viewer(by):
        yield from room.sections(person, by)


def _of_this_room(kind: Subject, person: Any) -> Iterator[Section]:
    deliveries = NoticeDelivery.objects.of(kind.key, person.pk).select_related("version").order_by("delivered_on", "pk")
    yield Section(
        _("Aydınlatma"),
        [(str(each.version), f"{say(each.delivered_on)} · {each.get_channel_display()}") for each in deliveries],
    )
    for request in DataRequest.objects.of(kind.key, person.pk).order_by("pk"):
        yield Section(
            _("Başvuru %(number)s") % {"number": request},
            [
                (_("İstek"), request.get_kind_display()),
                (_("Alındığı gün"), request.received_on),
                (_("Durum"), request.get_state_display()),
                (_("Ne istiyor"), request.summary),
                (_("Yanıt"), request.answer),
            ],
        )


def _of_the_trail(kind: Subject, person: Any) -> Iterator[Section]:
    entries = trail(kind, person).order_by("id")
    looks = timeline(entries.filter(action__in=LOOKS))
    changes = timeline(entries.exclude(action__in=LOOKS))
    yield Section(_("Kim baktı"), [(say(entry.at), _told(entry)) for entry in looks])
    yield Section(_("Kayıttaki değişiklikler"), [(say(entry.at), _told(entry)) for entry in changes])


def trail(kind: Subject, person: Any) -> QuerySet[AuditEntry]:
    """Return the audit trail's entries that tell of `person`."""
    condition = Q(pk__in=[])
    for table, keys in kind.trail(person).items():
        condition |= Q(table_name=table, row_pk__in=keys)
    return AuditEntry.objects.filter(condition)


def _told(entry: Entry) -> str:
    changes = [f"{change.label}: {change.before or '–'} → {change.after or '–'}" for change in entry.changes]
    return "\n".join(part for part in (f"{entry.title} · {entry.actor}", entry.text, *changes) if part)


def _in_words(rows: Iterable[tuple[Any, Any]]) -> list[tuple[str, str]]:
    said = [(str(label), say(value)) for label, value in rows]
    return [(label, value) for label, value in said if value]


def say(value: Any) -> str:
    """Return a value as people read it; nothing for what is unknown."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("Evet") if value else _("Hayır")
        case datetime.datetime():
            return date_format(timezone.localtime(value), "d.m.Y H:i")
        case datetime.date():
            return date_format(value, "d.m.Y")
    return str(value)
