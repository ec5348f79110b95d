"""A page as one render showed it to a person, and the messages that bring a tab from what it holds to that."""

import json
from typing import Any, Final

from .messages import Update
from .mixed import Mixed, is_mixed
from .pages import Fragment, Fragments
from .rows import patch

_VANISHED: Final = Fragment(html="", digest="")


class Edition:
    """What one render brought.

    Most tabs hold the edition before. They are sent the rows that differ; the others are sent whole fragments. Each
    message is written once, however many tabs it goes to.
    """

    def __init__(self, fragments: Fragments | None = None, former: "Edition | None" = None) -> None:
        self.fragments = fragments or {}
        self.digests = {name: fragment.digest for name, fragment in self.fragments.items()}
        self._former = former.fragments if former else {}
        self._former_digests = former.digests if former else {}
        self._written: dict[frozenset[tuple[str, str]], Update] = {}
        self._to_most: Update | None = None  # what brings a tab from the former edition to this one

    def update_for(self, held: dict[str, str]) -> Update:
        """Return what a tab must be told that holds fragments with these digests."""
        if held is not self._former_digests:
            return self._update(held)
        if self._to_most is None:
            self._to_most = self._update(held)
        return self._to_most

    def _update(self, held: dict[str, str]) -> Update:
        news = frozenset(
            (name, held.get(name, "")) for name in held | self.digests if held.get(name) != self.digests.get(name)
        )
        # What we never rendered patches nothing: one message does for all who hold such.
        known = frozenset((name, digest if self._is_former(name, digest) else "") for name, digest in news)
        if known not in self._written:
            parts = {name: self._part(name, digest) for name, digest in sorted(known)}
            self._written[known] = Update(json.dumps(parts, ensure_ascii=False, separators=(",", ":")))
        return self._written[known]

    def _is_former(self, name: str, digest: str) -> bool:
        return name in self._former and self._former[name].digest == digest

    def _part(self, name: str, held: str) -> dict[str, Any]:
        now = self.fragments.get(name, _VANISHED)
        shorter = patch(self._former[name].html, now.html) if held else None
        if shorter is None:
            return {"digest": now.digest, "html": now.html}
        return {"digest": now.digest, "html": shorter.html, "of": held, "rows": shorter.rows}


class Issue:
    """What one render brought: the edition of most people, and one of each whom something in it is about."""

    def __init__(self, drawn: Fragments | None = None, former: "Issue | None" = None) -> None:
        self._drawn = drawn or {}
        self._mixed = {name: Mixed(part.html) for name, part in self._drawn.items() if is_mixed(part.html)}
        self._persons = frozenset[int]().union(*(part.persons for part in self._mixed.values()))
        self._former = former
        self._of: dict[int, Edition] = {}
        if former:
            former._former = None  # nobody needs what was before that
        self.common: Edition = Edition(self._finished_for(None), former.common if former else None)

    def tells_as(self, other: "Issue") -> bool:
        """Whether it tells everybody what another one does."""
        return self._drawn == other._drawn

    def of(self, person: int) -> Edition:
        """Return the edition of one person, which is mostly that of all."""
        if not self._is_apart(person):
            return self.common
        if person not in self._of:
            self._of[person] = Edition(self._finished_for(person), self._former.of(person) if self._former else None)
        return self._of[person]

    def _is_apart(self, person: int) -> bool:
        return person in self._persons or (self._former is not None and person in self._former._persons)

    def _finished_for(self, person: int | None) -> Fragments:
        finished = {name: Fragment.of(part.finished_for(person)) for name, part in self._mixed.items()}
        return self._drawn | finished
