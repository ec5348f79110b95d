"""Cutting a stream into batches whose parts are of different sizes."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def batched_by_size(things: Iterable[T], limit: int, *, size: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield lists of things in order; a list ends as soon as its sizes together reach `limit`."""
    batch: list[T] = []
    filled = 0
    for thing in things:
        batch.append(thing)
        filled += size(thing)
        if filled >= limit:
            yield batch
            batch, filled = [], 0
    if batch:
        yield batch
