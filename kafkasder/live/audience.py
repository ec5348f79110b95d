"""The one who looks at a shared page: permissions, a language, and nothing that belongs to one person."""

from collections.abc import Callable, Iterable
from typing import Any, NoReturn


class LeakError(Exception):
    """A shared page asked for something personal. Not an AttributeError, which templates would swallow."""


class Audience:
    """Stands in for `request.user` while a shared page is rendered for all who have the same permissions."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, has_perm: Callable[[str], bool], language: str) -> None:
        self._has_perm = has_perm
        self.language = language
        self._asked: list[str] = []

    def has_perm(self, verb: str, obj: object = None) -> bool:
        return self._has_perm(verb)

    def has_perms(self, verbs: Iterable[str], obj: object = None) -> bool:
        return all(self._has_perm(verb) for verb in verbs)

    def check(self) -> None:
        """Raise for whatever was asked for, also where `{% if %}` swallowed the error."""
        if self._asked:
            self._refuse(self._asked[0])

    def _refuse(self, name: str) -> NoReturn:
        self._asked.append(name)
        raise LeakError(
            f"A shared live page asked for user.{name}. It may ask for permissions and the language only: mark the "
            "page as not shared, or let a context processor that serves the layout return {} when request.live is set."
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._refuse(name)

    def __str__(self) -> str:
        return self._refuse("__str__")

    def __eq__(self, other: object) -> bool:
        return self is other or self._refuse("__eq__")

    def __hash__(self) -> int:
        return self._refuse("__hash__")  # `viewer in people` asks a set or a dictionary for no more

    def __repr__(self) -> str:
        return "<Audience>"
