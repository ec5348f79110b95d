"""The words of a PDF that reportlab wrote: each page's strings, by the tables that its fonts carry."""

import base64
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

_STREAM = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+(?:\+\d+)?) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) ?Tj", re.DOTALL)


def words_of(pdf: bytes) -> str:
    """Return what stands in the file, in the order in which it was drawn."""
    objects = {int(number): body for number, body in _STREAM.findall(pdf)}
    fonts = {name: _letters(objects, font) for name, font in _fonts(objects)}
    said = []
    for body in objects.values():
        if b"stream" not in body or b"BT" not in (content := _plain(body)):
            continue
        letters: dict[int, str] = {}
        for font, shown in _SHOWN.findall(content):
            if font:
                letters = fonts.get(font, {})
            else:
                said.append("".join(letters.get(code, chr(code)) for code in _codes(shown)))
    return " ".join(" ".join(said).split())


def _fonts(objects: dict[int, bytes]) -> Iterator[tuple[bytes, bytes]]:
    for body in objects.values():
        for name, key in re.findall(rb"/(F\d+(?:\+\d+)?) (\d+) 0 R", body):
            yield name, objects[int(key)]


def _letters(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    table = re.search(rb"/ToUnicode (\d+) 0 R", font)
    if not table:
        return {}
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", _plain(objects[int(table[1])]), re.DOTALL):
        pairs = re.findall(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>", block)
        found |= {int(code, 16): chr(int(letter, 16)) for code, letter in pairs}
    return found


def _codes(shown: bytes) -> Iterator[int]:
    """Return the bytes of a string of the PDF, whose own marks are escaped."""
    names = {b"n": 10, b"r": 13, b"t": 9, b"b": 8, b"f": 12}
    for octal, escaped, plain in re.findall(rb"\\([0-7]{1,3})|\\(.)|([^\\])", shown, re.DOTALL):
        yield int(octal, 8) if octal else names.get(escaped, ord(escaped)) if escaped else ord(plain)


def _plain(body: bytes) -> bytes:
    """Return what a stream holds; pages are compressed and in base 85, tables of fonts may not be."""
    stream = body.split(b"stream", 1)[1].rsplit(b"endstream", 1)[0].strip()
    if stream.endswith(b"~>"):
        stream = base64.a85decode(b"<~" + stream, adobe=True)
    with suppress(zlib.error):
        return zlib.decompress(stream)
    return stream
