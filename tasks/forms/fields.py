"""Fields of tasks: tags between commas, and repetition by choice. Imports use them as cleaners."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..repetition import USUAL, choice_of, rule_of
from ..rule_words import words_of
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


class RepeatField(forms.ChoiceField):
    """One of the usual rules, or the rule that a task has already; cleaned to the RRULE, "" for none.

    Sheets write a rule as people say it (`her hafta`) or as an RRULE.
    """

    def offer(self, own: str) -> None:
        """Offer the usual rules, and the one that a task has if it is another."""
        rules = [*USUAL, *([own] if own and choice_of(own) not in USUAL else [])]
        self.choices = [("", _("Tekrarlanmaz")), *((rule, words_of(rule)) for rule in rules)]

    def to_python(self, value: Any) -> str:
        return rule_of(super().to_python(value) or "")

    def valid_value(self, value: Any) -> bool:
        """What is no rule was refused as such."""
        return True

    def prepare_value(self, value: Any) -> Any:
        return choice_of(value) if isinstance(value, str) and "=" in value else value
