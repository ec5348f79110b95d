"""Ticking rights, each with the last day on which it holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kafkasder.core.days import AHEAD
from kafkasder.core.fields import clean_date, format_date

Choices = Iterable[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Line:
    """One right as the widget draws it."""

    value: str
    label: str | Promise
    ticked: bool
    until: str
    until_name: str


class TermsInput(forms.CheckboxSelectMultiple):
    """A tick for each right under the field's name, and beside it an input for its last day."""

    @staticmethod
    def until_name(name: str, value: str) -> str:
        return f"{name}-until-{value}"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        ticked = super().value_from_datadict(data, files, name) or []
        return {value: str(data.get(self.until_name(name, value), "")) for value in ticked}

    def format_value(self, value: Any) -> list[str]:
        return [str(each) for each in value or ()]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = attrs or {}
        context = {
            "name": name,
            "id": attrs.get("id", f"id_{name}"),
            "disabled": "disabled" in attrs,
            "lines": list(self._lines(name, value or {})),
        }
        return mark_safe(render_to_string("accounts/_terms.html", context))  # a template of ours escapes

    def _lines(self, name: str, terms: Mapping[str, Any]) -> Iterator[Line]:
        for value, label in self.choices:
            until = terms.get(value) or ""
            shown = format_date(until) if isinstance(until, date) else until
            yield Line(value, label, value in terms, shown, self.until_name(name, value))


class TermsField(forms.Field):
    """Which of some rights, and until when; cleaned to `Terms`."""

    widget = TermsInput

    def __init__(self, *, choices: Choices, **options: Any) -> None:
        super().__init__(**options)
        self.choices = list(choices)
        self.widget.choices = self.choices

    def to_python(self, value: Any) -> dict[str, date | None]:
        value = value or {}
        known = dict(self.choices)
        if strange := value.keys() - known.keys():
            raise ValidationError(_("Böyle bir yetki yok: %(value)s") % {"value": min(strange)}, code="invalid_choice")
        return {right: _day(value[right], str(label)) for right, label in self.choices if right in value}

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def in_words(self, terms: Mapping[str, date | None]) -> str:
        return ", ".join(
            f"{label} ({_('son gün %(day)s') % {'day': format_date(day)}})" if (day := terms[right]) else str(label)
            for right, label in self.choices
            if right in terms
        )


def _day(typed: Any, label: str) -> date | None:
    if isinstance(typed, date) or not str(typed or "").strip():
        return typed or None
    try:
        return clean_date(str(typed), ahead=AHEAD)
    except ValidationError as error:
        raise ValidationError(f"{label}: {error.messages[0]}", code="date") from None
