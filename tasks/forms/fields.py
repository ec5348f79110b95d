"""Fields of tasks: tags between commas, and repetition in words. Imports use them as cleaners."""

from typing import Any

from django import forms

from ..repetition import rule_of, words_of
from ..tags import tags_of, validate_tags


class TagsField(forms.CharField):
    """Tags between commas; cleaned to a list."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        tags = list(value) if isinstance(value, list) else tags_of(super().to_python(value) or "")
        validate_tags(tags)
        return tags

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        """The list was validated as a whole; a text's validators know no lists."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return tags_of(str(self.prepare_value(initial) or "")) != tags_of(str(data or ""))


class RepeatField(forms.CharField):
    """A rule of repetition as people say it (`her hafta`) or as an RRULE; cleaned to the RRULE, "" for none."""

    def to_python(self, value: Any) -> str:
        return rule_of(super().to_python(value) or "")

    def prepare_value(self, value: Any) -> Any:
        return words_of(value) if isinstance(value, str) and value else value
