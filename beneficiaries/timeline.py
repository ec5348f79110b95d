"""The history of a household or person as its page tells it: states, moves, changes and who looked at what.

That somebody's sensitive record changed, which field of it, and why it was read says much about their health: it is
told to those alone who may open the record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, JSONField, Model, Q, TextChoices, TextField, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import words
from accounts.audit.recording import is_hidden
from accounts.models.audit import Action, AuditEntry
from kafkasder.core.money import format_money
from kafkasder.core.sections import TIMELINE_SOURCES
from kafkasder.core.timeline import Change, Entry
from kafkasder.core.wording import Wording

from .models import Beneficiary, BudgetLine, Household, HouseholdMove, IdentityDocument, SensitiveRecord, StateChange
from .sight import HOUSEHOLD_PAGE, PERSON_PAGE
from .states import HouseholdStatus, PersonStatus

PAGE = 30


class Kind(TextChoices):
    """What a timeline can be narrowed to."""

    STATE = "durum", gettext_lazy("Durum")
    MOVE = "tasinma", gettext_lazy("Taşınma")
    CHANGE = "degisiklik", gettext_lazy("Değişiklik")
    READ = "goruntuleme", gettext_lazy("Görüntüleme")


@dataclass(frozen=True)
class Timeline:
    """The newest entries, and whether there are older ones."""

    entries: list[Entry]
    has_more: bool


def household_timeline(
    viewer: Any, household: Household, members: Iterable[Beneficiary], kind: str = "", limit: int = PAGE
) -> Timeline:
    """Tell what happened to a household and to these members of it."""
    names = {person.pk: str(person) for person in members}
    return _newest(
        kind,
        limit,
        states=StateChange.objects.filter(Q(household=household) | Q(person__in=names)),
        moves=HouseholdMove.objects.filter(Q(source=household) | Q(target=household)),
        rows=[
            (Household, [household.pk]),
            (BudgetLine, _keys(household.budget_lines.all())),
            *_rows_of_people(viewer, names),
        ],
        names=names,
        beside=_beside(HOUSEHOLD_PAGE, viewer, household),
    )


def person_timeline(viewer: Any, person: Beneficiary, kind: str = "", limit: int = PAGE) -> Timeline:
    """Tell what happened to a person."""
    return _newest(
        kind,
        limit,
        states=StateChange.objects.filter(person=person),
        moves=HouseholdMove.objects.filter(person=person),
        rows=_rows_of_people(viewer, [person.pk]),
        names={},
        beside=_beside(PERSON_PAGE, viewer, person),
    )


Rows = list[tuple[type[Model], Iterable[Any]]]
Source = Callable[[int], Iterable[Entry]]


def _beside(page: str, viewer: Any, row: Model) -> dict[str, Source]:
    """Return what else happened to a record, as other rooms tell it."""
    return {each.key: partial(each.entries, viewer, row) for each in TIMELINE_SOURCES.on(page, viewer)}


def _keys(rows: Any) -> list[Any]:
    return list(rows.values_list("pk", flat=True))


def _rows_of_people(viewer: Any, people: Iterable[int]) -> Rows:
    documents = IdentityDocument.objects.filter(person__in=people)
    rows: Rows = [(Beneficiary, people), (IdentityDocument, _keys(documents))]
    return [*rows, (SensitiveRecord, people)] if viewer.has_perm("beneficiaries.view_sensitive") else rows


def _newest(
    kind: str,
    limit: int,
    *,
    states: Any,
    moves: Any,
    rows: Rows,
    names: Mapping[int, str],
    beside: Mapping[str, Source],
) -> Timeline:
    sources: dict[str, Source] = {
        Kind.STATE: lambda most: _state_entries(states[:most], names),
        Kind.MOVE: lambda most: _move_entries(moves[:most]),
        Kind.CHANGE: lambda most: _audit_entries(_audited(rows).exclude(action__in=_LOOKS)[:most], names),
        Kind.READ: lambda most: _audit_entries(_audited(rows).filter(action__in=_LOOKS)[:most], names),
        **beside,
    }
    chosen = [sources[kind]] if kind in sources else sources.values()
    told = chain.from_iterable(source(limit + 1) for source in chosen)  # one more tells whether there are older ones
    entries = sorted(told, key=lambda entry: entry.at, reverse=True)
    return Timeline(entries[:limit], len(entries) > limit)


# States and moves

_STATE_TONES = {
    HouseholdStatus.ACTIVE: "success",
    HouseholdStatus.PENDING: "warning",
    HouseholdStatus.SUSPENDED: "warning",
    PersonStatus.DECEASED: "danger",
}


def _state_entries(changes: Any, names: Mapping[int, str]) -> Iterator[Entry]:
    for change in changes.select_related("by"):
        states: type[TextChoices] = HouseholdStatus if change.household_id else PersonStatus
        title = f"{states(change.source).label} → {states(change.target).label}"
        yield Entry(
            at=change.created_at,
            title=_subject(names.get(change.person_id, ""), title),
            actor=str(change.by or ""),
            text=f"{change.reason}\n{_('Geri alındı.')}".strip() if change.undone_at else change.reason,
            icon="undo" if change.undone_at else "arrow-right",
            tone="neutral" if change.undone_at else _STATE_TONES.get(change.target, "neutral"),
        )


def _move_entries(moves: Any) -> Iterator[Entry]:
    for move in moves.select_related("person", "source", "target", "by"):
        change = Change(_("Hane"), str(move.source), str(move.target))
        yield Entry(
            at=move.created_at,
            title=_("%(person)s taşındı") % {"person": move.person},
            actor=str(move.by or ""),
            text=move.reason,
            icon="move",
            tone="info",
            changes=[change],
            url=reverse("beneficiaries:person_detail", args=[move.person_id]),
        )


def _subject(name: str, title: str) -> str:
    return f"{name}: {title}" if name else title


# The audit trail in words

_MODELS = {
    each._meta.db_table: each for each in (Household, BudgetLine, Beneficiary, SensitiveRecord, IdentityDocument)
}
_TOLD_ELSEWHERE = {"status", "status_reason", "household_id", "person_id", "updated_at", "created_at"}
_TITLES = {
    (Household, Action.CREATE): gettext_lazy("Hane kaydedildi"),
    (Household, Action.UPDATE): gettext_lazy("Hane bilgileri değişti"),
    (Beneficiary, Action.CREATE): gettext_lazy("Kişi kaydedildi"),
    (Beneficiary, Action.UPDATE): gettext_lazy("Kişi bilgileri değişti"),
    (BudgetLine, Action.CREATE): gettext_lazy("Gelir-gidere satır eklendi"),
    (BudgetLine, Action.UPDATE): gettext_lazy("Gelir-gider değişti"),
    (IdentityDocument, Action.CREATE): gettext_lazy("Kimlik belgesi eklendi"),
    (IdentityDocument, Action.UPDATE): gettext_lazy("Kimlik belgesi değişti"),
    (SensitiveRecord, Action.CREATE): gettext_lazy("Hassas bilgiler girildi"),
    (SensitiveRecord, Action.UPDATE): gettext_lazy("Hassas bilgiler değişti"),
    (SensitiveRecord, Action.VIEW): gettext_lazy("Hassas bilgiler görüntülendi"),
    (Beneficiary, Action.EXPORT): gettext_lazy("Kişinin dosyası dışa aktarıldı"),
}
_ICONS = {
    Action.CREATE: "plus",
    Action.UPDATE: "edit",
    Action.DELETE: "trash",
    Action.VIEW: "eye",
    Action.EXPORT: "download",
}
_LOOKS = (Action.VIEW, Action.EXPORT)


class _Without(Func):
    """A JSON object without some of its keys."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = JSONField()


def _audited(rows: Rows) -> Any:
    """Return the trail's entries of these rows that tell more than states and moves do."""
    untold = _Without("changes", Value(sorted(_TOLD_ELSEWHERE), output_field=ArrayField(TextField())))
    condition = Q(pk__in=[])
    for model, keys in rows:
        condition |= Q(table_name=model._meta.db_table, row_pk__in=[str(key) for key in keys])
    trail = AuditEntry.objects.alias(untold=untold).filter(condition)
    return trail.exclude(action=Action.UPDATE, untold={}).order_by("-id")


def _audit_entries(trail: Iterable[AuditEntry], names: Mapping[int, str]) -> Iterator[Entry]:
    trail = list(trail)
    wording = words.wording_for(trail)
    for entry in trail:
        yield _audit_entry(entry, wording, names)


def _audit_entry(entry: AuditEntry, wording: Wording, names: Mapping[int, str]) -> Entry:
    """Tell an entry of the trail; a new row is told by its title alone."""
    model = _MODELS[entry.table_name]
    about_person = model in (Beneficiary, SensitiveRecord)
    name = names.get(int(entry.row_pk), "") if about_person else ""
    return Entry(
        at=entry.at,
        title=_subject(name, _title(model, entry)),
        actor=entry.actor_name or str(entry.get_source_display()),
        text=entry.reason or (_new_line(entry) if model is BudgetLine else ""),
        icon=_ICONS[Action(entry.action)],
        tone="warning" if entry.action in _LOOKS else "neutral",
        changes=words.changes_in(entry, wording, _TOLD_ELSEWHERE) if entry.action == Action.UPDATE else (),
        restore_url=words.restore_url(entry),
    )


def _new_line(entry: AuditEntry) -> str:
    """Say what a new line of the budget holds, which its title does not tell."""
    if entry.action != Action.CREATE:
        return ""
    values = {column: pair[-1] for column, pair in entry.changes.items()}
    if any(map(is_hidden, values.values())):  # destroyed since
        return ""
    line = BudgetLine(kind=values["kind"], source=values["source"])
    return f"{line.source_label}: {format_money(Decimal(str(values['amount'])), values['currency'])}"


def _title(model: type[Model], entry: AuditEntry) -> str:
    if title := _TITLES.get((model, Action(entry.action))):
        return str(title)
    labels = {field.name: str(field.verbose_name) for field in model._meta.concrete_fields}
    seen = ", ".join(labels[name] for name in entry.changes if name in labels)
    return _("Açık hâli görüntülendi: %(fields)s") % {"fields": seen}
