"""The form of an existing record: it merges with what others saved meanwhile, and never shows what pages mask."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .fields import SecretInput
from .merging import MINE, THEIRS, Clash, ForgedStamp, Merge, is_digest, merge, news, outline, rebase, stamp
from .wording import Wording

NO_CHOICE = gettext_lazy("Seçilmedi")
_CHOICE = "choice-"
_SEEN = "seen-"


@dataclass(frozen=True)
class ShownClash:
    """A clash as the page puts it to the person."""

    fields: tuple[str, ...]
    label: str
    theirs: str
    mine: str
    choice_name: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class News:
    """A field that somebody else changed while the form was open; without `theirs` its value must be asked for.

    `inputs` are the values to type in order to take it over, by the inputs' names; without them the page only tells.
    The form says in `seen_name` that the person saw the value with this `digest` and decided.
    """

    field: str
    label: str
    theirs: str
    seen_name: str
    digest: str
    inputs: Mapping[str, Any]
    is_secret: bool
    who: str = ""
    at: datetime | None = None

    @property
    def inputs_as_json(self) -> str:
        return json.dumps(self.inputs, ensure_ascii=False)


class EditForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A model form for a new row or for a row that others may be editing too.

    A view locks the row and calls `merge_into(row)`; if that is false it shows the form again, which has `clashes` now.
    `secrets` names the masked fields with the function that masks them. `together` names groups of fields that one rule
    binds, such as a province and its district: they are merged as one, so that no merge breaks the rule.
    `is_discreet` says that its values are shown only to who asks for them and is recorded.
    """

    secrets: ClassVar[Mapping[str, Callable[[str], str]]] = {}
    together: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    is_discreet: ClassVar[bool] = False
    chosen: Collection[str] | None = None  # the fields that were filled in for the person; all others stay as they are

    def __init__(self, *args: Any, instance: models.Model | None = None, **options: Any) -> None:
        # Cleaning writes into the form's row; the page around the form must not show what was not saved.
        super().__init__(*args, instance=copy(instance), **options)
        self.merged: Merge | None = None
        if self.is_edit:
            self.fields["stamp"] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.initial["stamp"] = stamp(self.record, self._grouped(self.values_of(self.instance)))
            self._start_from_what_was_seen()
        self._mask_secrets()
        self._name_empty_choices()

    @property
    def is_edit(self) -> bool:
        return self.instance.pk is not None

    @property
    def record(self) -> str:
        return f"{self.instance._meta.label_lower}:{self.instance.pk}"

    # The two sides

    def merged_fields(self) -> list[str]:
        """Return the names of the fields that are merged, which are those of the model."""
        return [name for name in self.fields if name in self._model_fields()]

    def values_of(self, row: models.Model) -> dict[str, Any]:
        """Return the values of `row` as cleaning gives them; a form that edits more than its columns adds to it."""
        return {name: getattr(row, name) for name in self.merged_fields()}

    def merge_into(self, row: models.Model) -> bool:
        """Give the locked `row` what was typed and what others saved; return False if the person must decide first."""
        theirs = self.values_of(row)
        left = self._kept() if self.chosen is None else self._kept() | (theirs.keys() - set(self.chosen))
        mine = {name: theirs[name] if name in left else self.cleaned_data[name] for name in theirs}
        try:
            self.merged = merge(
                self.record,
                self.cleaned_data["stamp"],
                theirs=self._grouped(theirs),
                mine=self._grouped(mine),
                decisions=self._decisions(),
            )
        except ForgedStamp:
            self.add_error(None, _("Form eskimiş. Lütfen sayfayı yenileyip yeniden deneyin."))
            return False
        if self.merged.clashes:
            self._put_stamp(self.merged.stamp)
            return False
        for name, value in self._ungrouped(self.merged.values):
            if name in self._model_fields():
                setattr(row, name, value)
        return True

    def _start_from_what_was_seen(self) -> None:
        prefix = self.add_prefix(_SEEN)
        seen = {name.removeprefix(prefix): value for name, value in self.data.items() if name.startswith(prefix)}
        if known := {name: digest for name, digest in seen.items() if is_digest(digest)}:
            with suppress(ForgedStamp):  # which merging tells
                self._put_stamp(rebase(self.record, self.data.get(self.add_prefix("stamp"), ""), known))

    def _put_stamp(self, stamp: str) -> None:
        data = self.data.copy()
        data[self.add_prefix("stamp")] = stamp
        self.data = data

    @property
    def taken_over(self) -> list[str]:
        """The labels of the fields that others changed and that were left to them."""
        return [self.label_of(name) for name in self.merged.taken_over] if self.merged else []

    @property
    def clashes(self) -> list[ShownClash]:
        return [self._shown(clash) for clash in self.merged.clashes] if self.merged else []

    # What others save while the form is open

    @property
    def outline(self) -> str:
        """What an address must say of this form for `news` to know what it has told of; empty if it cannot know."""
        try:
            return outline(self.record, self["stamp"].value() or "")
        except ForgedStamp:
            return ""

    def news(self, outline: str, *, unveiled: bool = False) -> list[News]:
        """Return what is now different from what a form of this row with that outline tells.

        `unveiled` shows the values of a discreet form too, to somebody who has been recorded as seeing them.
        """
        values = self._grouped(self.values_of(self.instance))
        shown = unveiled or not self.is_discreet
        found = news(self.record, outline, values)
        return [self._new(name, values[name], digest, shown) for name, digest in found.items()]

    def _new(self, name: str, value: Any, digest: str, shown: bool) -> News:
        names = self.together.get(name, (name,))
        who, at = self.changed_by(names)
        return News(
            field=name,
            label=self.label_of(name),
            theirs=self._join(names, value) if shown else "",
            seen_name=self.add_prefix(_SEEN + name),
            digest=digest,
            inputs=self.inputs_of(names, value if len(names) > 1 else [value]) if shown else {},
            is_secret=any(each in self.secrets for each in names),
            who=who,
            at=at,
        )

    def inputs_of(self, names: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
        """Return what to type for the row's values; a form with inputs beyond its fields adds to it."""
        inputs: dict[str, Any] = {}
        for name, value in zip(names, values, strict=True):
            typed = {"values": self._typed(name), "text": self.in_words(name, value)}
            inputs[self.add_prefix(name)] = typed
            if name in self.secrets:
                typed["note"] = self.fields[name].widget.note
                inputs[SecretInput.removal_name(self.add_prefix(name))] = {"values": []}
        return inputs

    def typed(self) -> dict[str, list[str]]:
        """Return all that a person would type or tick for the row as it is; a form with more inputs adds to it."""
        return {self.add_prefix(name): self._typed(name) for name in self.fields}

    def _typed(self, name: str) -> list[str]:
        """Return what a person would type or tick for the row's value; of a masked one nothing, which leaves it."""
        bound = self[name]
        widget, value = bound.field.widget, bound.value()
        if isinstance(widget, forms.CheckboxInput):
            return ["on"] if widget.check_test(value) else []
        written = widget.format_value(value)
        return [str(each) for each in written] if isinstance(written, (list, tuple)) else [str(written or "")]

    def changed_by(self, names: Iterable[str]) -> tuple[str, datetime | None]:
        """Return who changed one of these fields last, and when; nobody for a form that cannot know."""
        return "", None

    def in_words(self, name: str, value: Any) -> str:
        """Return a field's value as the clash shows it."""
        if name in self.secrets:
            return self.secrets[name](value or "")
        field = self._model_fields()[name]
        return Wording().say(field, value)

    def unjudge(self) -> None:
        """Show what was typed without its errors: the person asked for something else than saving."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    # Masked values

    def _mask_secrets(self) -> None:
        for name, mask in self.secrets.items():
            self.fields[name].widget = SecretInput(self.fields[name].widget.attrs)
            if self.is_edit and (value := getattr(self.instance, name)):
                self.fields[name].widget.stored = mask(value)
                self.initial[name] = ""

    def _kept(self) -> set[str]:
        """Return the masked fields that stay as they are: nothing was typed, and removal was not ticked."""
        return {name for name in self.secrets if self._is_kept(name)}

    def _is_kept(self, name: str) -> bool:
        typed = self.data.get(self.add_prefix(name), "").strip()
        return bool(self._stored(name)) and not typed and not self._is_removed(name)

    def _is_removed(self, name: str) -> bool:
        return SecretInput.removal_name(self.add_prefix(name)) in self.data

    def _stored(self, name: str) -> str:
        widget = self.fields[name].widget
        return widget.stored if isinstance(widget, SecretInput) else ""

    def clean(self) -> dict[str, Any]:
        """Complete what was typed with the masked values that stay; rules over several fields come after this."""
        cleaned = super().clean() or self.cleaned_data
        return cleaned | {name: getattr(self.instance, name) for name in self._kept()}

    # Groups, choices, labels

    def _name_empty_choices(self) -> None:
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = NO_CHOICE
            elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
                field.choices = [(code, label if code else NO_CHOICE) for code, label in field.choices]

    def _grouped(self, values: Mapping[str, Any]) -> dict[str, Any]:
        members = {name for group in self.together.values() for name in group}
        groups = {name: tuple(values[each] for each in group) for name, group in self.together.items()}
        return groups | {name: value for name, value in values.items() if name not in members}

    def _ungrouped(self, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in values.items():
            yield from zip(self.together[name], value, strict=True) if name in self.together else [(name, value)]

    def _decisions(self) -> dict[str, str]:
        prefix = self.add_prefix(_CHOICE)
        chosen = {name.removeprefix(prefix): value for name, value in self.data.items() if name.startswith(prefix)}
        return {name: value for name, value in chosen.items() if value in (MINE, THEIRS)}

    def _shown(self, clash: Clash) -> ShownClash:
        names = self.together.get(clash.field, (clash.field,))
        who, at = self.changed_by(names)
        return ShownClash(
            fields=names,
            label=self.label_of(clash.field),
            theirs=self._join(names, clash.theirs),
            mine=self._join(names, clash.mine),
            choice_name=self.add_prefix(_CHOICE + clash.field),
            who=who,
            at=at,
        )

    def _join(self, names: tuple[str, ...], values: Any) -> str:
        pairs = zip(names, values if len(names) > 1 else [values], strict=True)
        return " / ".join(filter(None, (self.in_words(name, value) for name, value in pairs))) or _("boş")

    def label_of(self, name: str) -> str:
        return " / ".join(str(self.fields[each].label) for each in self.together.get(name, (name,)))

    def _model_fields(self) -> "dict[str, models.Field[Any, Any]]":
        return {field.name: field for field in self._meta.model._meta.concrete_fields}
