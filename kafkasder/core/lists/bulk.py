"""What can be done to many rows of a list at once: to those that were ticked, or to all that the address asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

EVERYTHING = "all"  # the parameter that takes the whole filter
TICKED = "row"  # the parameter of the rows' keys
MOST_TICKED = 1_000
_KEY = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class BulkAction:
    """A page that is asked for with the list's parameters and the ticked rows, tells what would happen, and does it.

    `url_name` takes the `key` as its argument; the page finds its rows with `Listing.picked(request.GET)`. `verb` is
    whose action it is, where that is not the list's `bulk_verb`.
    """

    key: str
    label: str | Promise
    icon: str
    url_name: str
    verb: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.key])


def ticked_keys(given: Mapping[str, list[str]]) -> list[int]:
    """Return the keys of the ticked rows; what is no key was not ticked."""
    return [int(key) for key in given.get(TICKED, [])[:MOST_TICKED] if _KEY.fullmatch(key)]
