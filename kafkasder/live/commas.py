"""SQL taken apart at its commas."""

from collections.abc import Iterator


def items_of(text: str) -> Iterator[str]:
    """Yield what commas part, except those between brackets; there must be no quoted text in it."""
    depth, begun = 0, 0
    for index, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            yield text[begun:index].strip()
            begun = index + 1
    yield text[begun:].strip()
