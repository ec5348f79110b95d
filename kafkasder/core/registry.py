"""The kind of register in which rooms leave what the shared pages show; filled in `AppConfig.ready`."""

from collections.abc import Iterator
from typing import Protocol, TypeVar

from .viewer import Viewer, may


class Registrable(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def verb(self) -> str: ...
    @property
    def order(self) -> int: ...


T = TypeVar("T", bound=Registrable)


class Registry(dict[str, T]):
    """Registered things by key; iterate `for_viewer` to get them in order."""

    def add(self, thing: T) -> None:
        if thing.key in self:
            raise ValueError(f"{thing.key!r} is registered twice")
        self[thing.key] = thing

    def for_viewer(self, viewer: Viewer) -> Iterator[T]:
        """Yield in order the things whose verb `viewer` has."""
        for thing in sorted(self.values(), key=lambda thing: (thing.order, thing.key)):
            if may(viewer, thing.verb):
                yield thing
