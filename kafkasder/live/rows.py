"""What of a fragment goes over the wire: to a tab that holds the render before, only the rows that differ.

A row is an outermost `<tr>` or `<li>`. In place of one that stood in the fragment before stands an empty one,
`<tr data-live-same="7"></tr>`: the browser takes its own row number 7, counted from 0 in the order of the page.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPENING = re.compile(r"<(tr|li)\b[^<>]*>")
_TAGS = {tag: re.compile(rf"<(/?){tag}\b[^<>]*>") for tag in ("tr", "li")}
_WORTH_IT = 0.75  # of the whole fragment; a patch that is hardly shorter is not worth the browser's while


class Patch(NamedTuple):
    """A fragment's new HTML with marks for the rows that stayed, and how many rows the old one must have."""

    html: str
    rows: int


class _Piece(NamedTuple):
    html: str
    tag: str = ""  # of a row; what stands between rows has none


def patch(old: str, new: str) -> Patch | None:
    """Say how `new` comes out of `old`; None if that would hardly be shorter than `new` itself."""
    rows = [piece for piece in _pieces(old) if piece.tag]
    number = {piece: index for index, piece in enumerate(rows)}
    parts = [
        f'<{piece.tag} data-live-same="{number[piece]}"></{piece.tag}>' if piece in number else piece.html
        for piece in _pieces(new)
    ]
    html = "".join(parts)
    return Patch(html, len(rows)) if len(html) < _WORTH_IT * len(new) else None


def _pieces(html: str) -> Iterator[_Piece]:
    at = 0
    while opening := _OPENING.search(html, at):
        end = _end_of(opening[1], html, opening.end())
        yield _Piece(html[at : opening.start()])
        yield _Piece(html[opening.start() : end], opening[1])
        at = end
    yield _Piece(html[at:])


def _end_of(tag: str, html: str, at: int) -> int:
    """Where the row ends whose opening tag ends at `at`; it may hold tables and lists of its own."""
    depth = 1
    for each in _TAGS[tag].finditer(html, at):
        depth += -1 if each[1] else 1
        if not depth:
            return each.end()
    return len(html)
