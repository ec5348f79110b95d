"""Circles: who of some people with the same permissions may see a page of which these do not tell."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from .audience import Audience, LeakError

Rule = Callable[[Any], bool]


@dataclass(frozen=True)
class Viewers:
    """People with the same permissions, of whom a page is asked who may see it.

    A circle is a function of them and of what the view gets from its address, which returns the keys of those who may.
    """

    ids: frozenset[int]
    has_perm: Callable[[str], bool]
    language: str

    def that(self, rule: Rule) -> frozenset[int]:
        """Return those of whom a rule is true. It is asked once of all who are alike, or of each if it is personal."""
        audience = Audience(self.has_perm, self.language)
        try:
            holds = rule(audience)
            audience.check()
        except LeakError:
            return frozenset(person.pk for person in self._people() if rule(person))
        return self.ids if holds else frozenset()

    def _people(self) -> list[Any]:
        people = list(get_user_model()._default_manager.filter(pk__in=sorted(self.ids)).order_by("pk"))
        for person in people:
            person.has_perm = self._may  # type: ignore[method-assign]  # known by now
        return people

    def _may(self, verb: str, obj: object = None) -> bool:
        return self.has_perm(verb)


Circle = Callable[..., Collection[int]]
