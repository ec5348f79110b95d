"""What a room's sheet may hold: its columns, and the many names under which people head them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

from kafkasder.core.text import fold_words

from .cells import text_of

_NOISE = frozenset({"zorunlu", "required", "opsiyonel", "varsa", "giriniz", "yaziniz"})


@dataclass(frozen=True)
class Column:
    """One thing that a sheet may say. `read` turns a cell into what the form's field of the same name understands.

    `aliases` are other names of the header, divided by commas, in any case and spelling. `mask` hides the value
    wherever others may look, such as in a terminal.
    """

    name: str
    label: str | Promise
    aliases: str = ""
    read: Callable[[Any], Any] = text_of
    mask: Callable[[str], str] | None = None
    field: str = ""  # the form's field, where it has another name than the column

    @property
    def form_field(self) -> str:
        return self.field or self.name

    def header_keys(self) -> set[str]:
        """Return the keys of all headers that mean this column, its label in both languages among them."""
        names = [self.name.replace("_", " "), *self.aliases.split(",")]
        for language in ("tr", "en"):
            with override(language):
                names.append(str(self.label))
        return {header_key(name) for name in names} - {""}


def header_key(header: str) -> str:
    """Return the form in which headers compare: `T.C. KİMLİK NO (zorunlu)*` and `Tc Kimlik No` are the same."""
    return "".join(word for word in fold_words(header) if word not in _NOISE)
