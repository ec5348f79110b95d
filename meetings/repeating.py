"""The rules by which meetings may come again: the usual ones of tasks, and days such as the first Monday of a month."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks.repetition import USUAL
from tasks.rule_words import words_of

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OF_MONTH = tuple(f"FREQ=MONTHLY;BYDAY={place}{day}" for place in ("1", "-1") for day in _DAYS)


def repeat_choices() -> list[tuple[str, str | Promise]]:
    """Return the rules to choose from, in the language of the page."""
    return [("", _("Tekrarlanmaz")), *((rule, words_of(rule)) for rule in (*USUAL, *OF_MONTH))]
