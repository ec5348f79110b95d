"""Whoever looks at a page, as the shared parts of a page know them: by verbs alone."""

from typing import Any, Protocol


class Viewer(Protocol):
    """A signed-in user, or the live layer's stand-in for several users with equal rights."""

    def has_perm(self, perm: str, obj: Any = None, /) -> bool: ...


def may(viewer: Viewer, verb: str) -> bool:
    """Tell whether `viewer` has `verb`; the empty verb is everyone's."""
    return not verb or viewer.has_perm(verb)
