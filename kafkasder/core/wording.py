"""Stored values in words, as people read them: labels for codes, names for keys, dates and amounts as written."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .identifiers import format_phone
from .money import format_amount

_LONGEST = 200


class Wording:
    """Says values of model fields in words; the rows that foreign keys name are fetched once for all of them.

    A field whose column holds no words has a method `in_words(value)`.
    """

    def __init__(self, values: "Iterable[tuple[models.Field[Any, Any], Any]]" = ()) -> None:
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        for field, value in values:
            if field.is_relation and value is not None and not isinstance(value, models.Model):
                wanted[field.related_model].add(value)  # type: ignore[index]  # never "self" once models are loaded
        self._rows = {model: model._default_manager.in_bulk(list(keys)) for model, keys in wanted.items()}

    def say(self, field: "models.Field[Any, Any]", value: Any) -> str:
        """Return `value` of `field` in words; it may be as the model holds it or as JSON keeps it."""
        if value is None or value == "" or value == []:
            return ""
        if field.is_relation:
            return self._say_row(field, value)
        if isinstance(field, ArrayField):
            return ", ".join(self.say(field.base_field, each) for each in value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _say_plain(field, value)

    def _say_row(self, field: "models.Field[Any, Any]", value: Any) -> str:
        if isinstance(value, models.Model):
            return str(value)
        row = self._rows.get(field.related_model, {}).get(value)  # type: ignore[arg-type]
        return str(row) if row is not None else _("silinmiş kayıt")


def _say_plain(field: "models.Field[Any, Any]", value: Any) -> str:
    if in_words := getattr(field, "in_words", None):
        return str(in_words(value))
    if isinstance(field, models.BooleanField):
        return _("Evet") if value else _("Hayır")
    if isinstance(field, models.DateTimeField):
        moment = value if isinstance(value, datetime) else parse_datetime(value)
        return date_format(timezone.localtime(moment), "j F Y H:i")
    if isinstance(field, models.DateField):
        return date_format(value if isinstance(value, date) else parse_date(value) or value, "j F Y")
    if isinstance(field, models.DecimalField):
        return format_amount(Decimal(str(value)))
    text = format_phone(str(value)) if field.name.endswith("phone") else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
