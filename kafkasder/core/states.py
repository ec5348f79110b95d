"""State machines as tables: which change of state exists, who may make it, and what it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SEEN: Final = "gorulen"
"""What an address is told by of the figures that somebody looked at before they decided."""


@dataclass(frozen=True)
class Transition:
    """One permitted change of state; `label` is the verb on its button.

    `asks_more` says that its page asks for more than a reason, such as an answer.
    """

    source: str
    target: str
    label: str | Promise
    needs_reason: bool = False
    tone: str = "neutral"
    asks_more: bool = False

    @property
    def stands_out(self) -> bool:
        """Whether its button is one of those that people look for first."""
        return self.tone != "neutral"


class IllegalTransition(ValidationError):
    """A change of state that the machine's table does not hold."""


class StateMachine:
    """The table of the transitions of one kind of row. No state is reached but along its rows."""

    def __init__(self, *transitions: Transition) -> None:
        self._table = {(each.source, each.target): each for each in transitions}

    def __iter__(self) -> Iterator[Transition]:
        return iter(self._table.values())

    def from_state(self, source: str) -> list[Transition]:
        """Return the transitions that leave `source`, in the order of the table."""
        return [each for each in self._table.values() if each.source == source]

    def leads(self, source: str, target: str) -> bool:
        """Tell whether the table holds a transition from `source` to `target`."""
        return (source, target) in self._table

    def asked(self, source: str, target: str) -> Transition:
        """Return the transition that a page asks for; Http404 where it is gone, since somebody else was faster."""
        if (transition := self._table.get((source, target))) is None:
            raise Http404
        return transition

    def require(self, source: str, target: str, reason: str = "") -> Transition:
        """Return the transition from `source` to `target`; raise if there is none or its reason is missing."""
        transition = self._table.get((source, target))
        if transition is None:
            raise IllegalTransition(_("Bu durumdan o duruma geçilemez."), code="illegal_transition")
        if transition.needs_reason and not reason.strip():
            raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
        return transition
