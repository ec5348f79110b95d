"""The words of a PDF file that reportlab wrote, read back by its fonts' own tables."""

import re
import zlib
from base64 import a85decode

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+\+\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj|(T\*|ET)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


def words_of(content: bytes) -> str:
    """Return what the pages say, words between single blanks."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    fonts = {
        name.decode(): _letters(objects, int(number))
        for name, number in re.findall(rb"/(F\d+\+\d+) (\d+) 0 R", content)
    }
    pages = [_unpacked(body) for body in objects.values() if b"/FlateDecode" in body and b"/Length1" not in body]
    return " ".join("".join(_said(page, fonts) for page in pages if b" Tj" in page).split())


def _said(page: bytes, fonts: dict[str, dict[int, str]]) -> str:
    font, said = "", []
    for name, text, end in _SHOWN.findall(page):
        if name:
            font = name.decode()
        elif end:
            said.append(" ")
        else:
            letters = fonts.get(font, {})
            said.append("".join(letters.get(code, chr(code)) for code in _ESCAPE.sub(_plain, text)))
    return "".join(said)


def _plain(match: re.Match[bytes]) -> bytes:
    told = match[1]
    return bytes([int(told, 8)]) if told.isdigit() else {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(told, told)


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    found = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    table = _unpacked(objects[int(found[1])]).decode() if found else ""
    return {int(code, 16): chr(int(letter, 16)) for code, letter in re.findall(r"<(\w\w)> <(\w{4})>", table)}


def _unpacked(body: bytes) -> bytes:
    packed = _STREAM.search(body)
    raw = packed[1].strip() if packed else b""
    if b"/ASCII85Decode" in body:
        raw = a85decode(raw, adobe=False) if not raw.endswith(b"~>") else a85decode(raw[:-2])
    # Not `decompress`: a stream may end in what looks like white space and was taken off above.
    return zlib.decompressobj().decompress(raw) if b"/FlateDecode" in body else raw
