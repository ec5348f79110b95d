"""Fields of this room's tables."""

from typing import Any

from django.db import models

from ..rule_words import words_of


class RuleField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs only
    """A text column that holds a repeat rule, which pages tell in words."""

    def in_words(self, value: Any) -> str:
        return words_of(str(value))

    def deconstruct(self) -> Any:
        """Migrations know it as the text that it is."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options
