"""What differs from person to person in a part that is drawn once for all: both ways of it, until it is sent.

`{% personal ids %}…{% otherwise %}…{% endpersonal %}` puts both into the part, between marks that nobody can write who
does not know this process's seal. No page leaves before it is finished for whoever gets it.
"""

import re
import secrets
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

_SEAL = secrets.token_hex(16)
_EITHER = re.compile(rf"{_SEAL}:([\d,]*):(.*?){_SEAL}\|(.*?){_SEAL}\.", re.DOTALL)


class Either(NamedTuple):
    """What those see whose keys are in `ids`, and what everybody else does."""

    ids: frozenset[int]
    own: str
    other: str

    def written_for(self, person: int | None) -> str:
        return self.own if person in self.ids else self.other


def either(ids: Iterable[int], own: str, other: str) -> SafeString:
    """Write both ways into a part. They may not hold such marks themselves."""
    if _SEAL in own or _SEAL in other:
        raise ValueError("what is personal does not nest")
    keys = ",".join(str(each) for each in sorted(set(ids)))
    return mark_safe(f"{_SEAL}:{keys}:{own}{_SEAL}|{other}{_SEAL}.")


class Mixed:
    """A part with both ways of what is personal."""

    def __init__(self, html: str) -> None:
        self._pieces: list[str | Either] = []
        at = 0
        for found in _EITHER.finditer(html) if _SEAL in html else ():
            ids = frozenset(int(each) for each in found[1].split(",") if each)
            self._pieces += [html[at : found.start()], Either(ids, found[2], found[3])]
            at = found.end()
        self._pieces.append(html[at:])

    @property
    def persons(self) -> frozenset[int]:
        """The keys of those who see another part than everybody else."""
        return frozenset().union(*(piece.ids for piece in self._pieces if isinstance(piece, Either)))

    def finished_for(self, person: int | None) -> str:
        """Return the part as one person sees it; None is somebody whom nothing in it is about."""
        html = "".join(piece if isinstance(piece, str) else piece.written_for(person) for piece in self._pieces)
        if _SEAL in html:
            raise ValueError("a part cannot be finished")
        return html


def finished(html: str, person: int | None) -> str:
    return Mixed(html).finished_for(person) if _SEAL in html else html


def is_mixed(html: str) -> bool:
    return _SEAL in html
