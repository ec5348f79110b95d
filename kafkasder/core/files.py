"""Files that people send: taken for what they are by their content, kept under a random name, given out as downloads.

No name that somebody chose reaches the disk, no type that a browser claims is believed, and nothing but a picture is
ever shown in the panel's own origin.
"""

import secrets
import zipfile
from collections.abc import AsyncIterator, Mapping
from pathlib import PurePath
from typing import Any, BinaryIO
from urllib.parse import quote

from asgiref.sync import sync_to_async
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from . import scanning
from .drawing import MOST_PIXELS, open_picture
from .text import squeeze

MOST_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 150
UNKNOWN = "application/octet-stream"
SHOWN = ("image/jpeg", "image/png", "image/webp")
HEIC = "image/heic"
_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_OFFICE: Mapping[str, tuple[str, str]] = {  # the part that such a package has, and what it is
    ".docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pptx": ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".odt": ("content.xml", "application/vnd.oasis.opendocument.text"),
    ".ods": ("content.xml", "application/vnd.oasis.opendocument.spreadsheet"),
}
_PART_MARK, _MOST_PARTS = b"PK\x01\x02", 10_000  # each part costs memory and time, and the list may lie of their number
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis")
_TEXTS = {".txt": "text/plain", ".csv": "text/csv"}


def random_place(folder: str) -> str:
    """Return where a new file is kept, which tells nothing about it and cannot be guessed."""
    name = secrets.token_urlsafe(24)
    return f"{folder}/{name[:2]}/{name}"


def clean_name(name: str) -> str:
    """Return the name by which people know a file: without folders and control characters, and not too long."""
    plain = squeeze("".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable()))
    path = PurePath(plain or _("dosya"))
    suffix = path.suffix[:20]
    return path.name if len(path.name) <= LONGEST_NAME else path.stem[: LONGEST_NAME - len(suffix)] + suffix


def type_of(upload: UploadedFile, *, most: int = MOST_BYTES, of_phones: bool = False) -> str:
    """Return what a file is by its content; `of_phones` takes HEIC, too.

    Raise ValidationError for what is too large, empty, of no known kind, or not fit to be kept by the virus scanner.
    """
    size = upload.size or 0
    if size > most:
        raise ValidationError(
            _("Dosya en çok %(size)d MB olabilir.") % {"size": most // (1024 * 1024)}, code="file_size"
        )
    if not size:
        raise ValidationError(_("Dosya boş."), code="file_empty")
    suffix = PurePath(upload.name or "").suffix.lower()
    found = _pdf(upload) or _picture(upload) or _office(upload, suffix) or _text(upload, suffix)
    if not found and of_phones:
        found = _heic(upload)
    if not found:
        raise ValidationError(_known(of_phones), code="file_type")
    scanning.scan(upload)
    upload.seek(0)
    return found


def _known(of_phones: bool) -> str:
    if of_phones:
        return _("Yalnız PDF, fotoğraf (JPEG, PNG, WebP, HEIC), Office belgesi, CSV ve düz metin eklenebilir.")
    return _("Yalnız PDF, fotoğraf (JPEG, PNG, WebP), Office belgesi, CSV ve düz metin eklenebilir.")


class Given(FileResponse):
    """A file that is read while it is sent, also by a server of which no thread waits for one client."""

    block_size = 64 * 1024

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts: Any = iter(self.streaming_content)  # type: ignore[arg-type]
        while (part := await sync_to_async(lambda: next(parts, None))()) is not None:
            yield part


def give_out(content: Any, *, name: str, content_type: str, shown: bool = False) -> Given:
    """Answer with a kept file, piece by piece; `shown` in the page is only what is a picture."""
    inline = shown and content_type in SHOWN
    answer = Given(content.open("rb"), content_type=content_type if inline else UNKNOWN)
    way = "inline" if inline else "attachment"
    answer["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _pdf(upload: BinaryIO | UploadedFile) -> str:
    upload.seek(0)
    return "application/pdf" if upload.read(5) == b"%PDF-" else ""


def _picture(upload: Any) -> str:
    upload.seek(0)
    try:
        with open_picture(upload) as picture:
            return _PICTURES[str(picture.format)] if picture.width * picture.height <= MOST_PIXELS else ""
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""


def _heic(upload: Any) -> str:
    """Tell a phone's picture by the brands that it names; whether it can be drawn is found where that is done."""
    upload.seek(0)
    start = upload.read(64)
    size, kind = int.from_bytes(start[:4], "big"), start[4:8]
    brands = start[8:12] + start[16 : min(size, len(start))]
    named = {brands[at : at + 4] for at in range(0, len(brands), 4)}
    return HEIC if kind == b"ftyp" and named & set(_HEIC_BRANDS) else ""


def _office(upload: Any, suffix: str) -> str:
    part, content_type = _OFFICE.get(suffix, ("", ""))
    upload.seek(0)
    if not part or upload.read().count(_PART_MARK) > _MOST_PARTS:
        return ""
    try:
        with zipfile.ZipFile(upload) as package:
            return content_type if part in package.namelist() else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""


def _text(upload: UploadedFile, suffix: str) -> str:
    """Tell a text by its first piece: words in UTF-8, without a zero byte."""
    upload.seek(0)
    if suffix not in _TEXTS:
        return ""
    start = upload.read(4096)
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 3:  # else a letter that the piece cut
            return ""
    return "" if b"\0" in start else _TEXTS[suffix]
