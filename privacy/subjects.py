"""Whom the panel knows personal data of: each room registers its kind of person in `AppConfig.ready`.

A row of this room points at such a person by the kind's key and the row's primary key, for this room stands below those
that it serves. What the room must say about its people is what `Subject` asks for.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Model, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.functional import Promise

from kafkasder.core.lists import List
from kafkasder.core.registry import Registry
from kafkasder.core.viewer import Viewer


@dataclass(frozen=True)
class Section:
    """A part of the file about one person: rows of label and value, under a title."""

    title: str | Promise
    rows: Sequence[tuple[str | Promise, Any]]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A kind of person. `key` stands in rows and addresses.

    `name` and `order_by` are columns that name a row and sort it by name. `visible_to(viewer)` gives the rows within
    somebody's sight, `search(rows, text)` finds among them, `concerned(rows)` keeps those who must have been informed.
    `sections(row, viewer)` tells all that is kept about a row, what is masked on pages in clear only for who may see
    it so. `trail(row)` names the tables and keys under which the audit trail tells of it, and `seen_in(entries)` gives
    the keys of those of whom entries of the trail say that somebody looked at them. `listing()` is the room's own list,
    `phone` and `email` are columns by which people are reached. `alike(viewer)` says whether everyone with the same
    verbs sees the same rows. In lists `detail(row)` stands beside the name, and `prepare(rows)` fetches what it needs.
    """

    key: str
    label: str | Promise
    plural: str | Promise
    audience: str
    model: type[Model]
    name: str
    order_by: str
    visible_to: Callable[[Any], QuerySet[Any]]
    search: Callable[[Any, str], QuerySet[Any]]
    concerned: Callable[[Any], QuerySet[Any]]
    sections: Callable[[Any, Any], Iterable[Section]]
    trail: Callable[[Any], dict[str, list[str]]]
    seen_in: Callable[[Any], Iterable[int]]
    listing: Callable[[], List]
    phone: str = ""
    email: str = ""
    alike: Callable[[Viewer], bool] = lambda viewer: True
    prepare: Callable[[Any], QuerySet[Any]] = lambda rows: rows
    detail: Callable[[Any], str] = lambda row: ""
    verb: str = ""
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What another room keeps about people that are not its own: more sections of their file.

    `sections(person, viewer)` is asked for people of every kind, and yields nothing for those of whom it knows nothing.
    """

    key: str
    sections: Callable[[Any, Any], Iterable[Section]]
    verb: str = ""
    order: int = 100


SUBJECTS: Registry[Subject] = Registry()
BESIDE: Registry[Beside] = Registry()


def subject_of(row: Model) -> Subject:
    """Return the kind of person that `row` is."""
    return next(each for each in SUBJECTS.values() if isinstance(row, each.model))


def keys_in(entries: Any, model: type[Model]) -> list[int]:
    """Return the keys of the rows of `model` that entries of the audit trail tell of."""
    keys = entries.filter(table_name=model._meta.db_table).values_list("row_pk", flat=True)
    return [int(key) for key in keys.distinct().order_by()]


def kinds() -> list[tuple[str, str | Promise]]:
    """Return the kinds as choices."""
    return [(each.key, each.label) for each in sorted(SUBJECTS.values(), key=lambda each: each.order)]


def everyone_sees_alike(viewer: Viewer) -> bool:
    """Tell whether everyone with the verbs of `viewer` sees the same people of every kind."""
    return all(each.alike(viewer) for each in SUBJECTS.values())


def name_of_subject() -> Case:
    """Return the expression that names the person whom a row with `subject_kind` and `subject_pk` points at."""
    kinds = ((each.key, each.model, each.name) for each in SUBJECTS.values())
    return name_of(kinds, "subject_kind", "subject_pk")


def column_of_subject(column: str) -> Case:
    """Return the expression for `phone` or `email` of that person, null where the room keeps none."""
    columns = ((each.key, each.model, getattr(each, column)) for each in SUBJECTS.values())
    return name_of([each for each in columns if each[2]], "subject_kind", "subject_pk")


def name_of(kinds: Iterable[tuple[str, type[Model], str]], kind: str, pk: str) -> Case:
    """Return the expression that names the row that the columns `kind` and `pk` point at.

    `kinds` are the keys with the model and the column that names its rows.
    """
    whens = [
        When(
            **{kind: key},
            then=Subquery(
                model._default_manager.filter(pk=OuterRef(pk)).order_by().values(named=Cast(F(name), TextField()))[:1]
            ),
        )
        for key, model, name in kinds
    ]
    return Case(*whens, default=Value(None), output_field=CharField(null=True))
