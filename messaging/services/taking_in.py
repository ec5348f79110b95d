"""Files as they are taken in: found out by their content, scanned, freed of places, and drawn small."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import EventKind
from accounts.services.security_events import record_event
from kafkasder.core import scanning
from kafkasder.core.apart import can_be_drawn, draw
from kafkasder.core.files import HEIC, SHOWN, clean_name, type_of

from ..models.attachment import MOST_ATTACHMENT_BYTES

_SUFFIXES = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}


@dataclass(frozen=True)
class Taken:
    """A file as it is to be kept."""

    name: str
    content_type: str
    size: int
    content: Iterable[bytes]
    preview: bytes = b""
    width: int = 0
    height: int = 0


def take_in(upload: UploadedFile, by: Any) -> Taken:
    """Return what is to be kept of a file that somebody sends; raise ValidationError for what is not taken.

    It may take seconds: not to be called in a transaction, with which the record of a virus would be gone, too.
    """
    content_type, name = _type_of(upload, by), clean_name(upload.name or "")
    drawn = draw(upload, content_type) if can_be_drawn(content_type) else None
    if content_type == HEIC:
        content_type, name = "image/jpeg", str(PurePath(name).with_suffix(".jpg"))
    if content_type in SHOWN and drawn is None:
        raise ValidationError(_("Fotoğraf açılamadı: bozuk ya da çok büyük."), code="picture_unreadable")
    content: Iterable[bytes] = [drawn.kept] if drawn and drawn.kept else upload.chunks()
    size = len(drawn.kept) if drawn and drawn.kept else upload.size or 0
    if size > MOST_ATTACHMENT_BYTES:
        raise ValidationError(_("Fotoğraf açılamadı: bozuk ya da çok büyük."), code="picture_unreadable")
    shown = {"preview": drawn.preview, "width": drawn.width, "height": drawn.height} if drawn else {}
    return Taken(_fitting(name, content_type), content_type, size, content, **shown)  # type: ignore[arg-type]


def _type_of(upload: UploadedFile, by: Any) -> str:
    try:
        return type_of(upload, most=MOST_ATTACHMENT_BYTES, of_phones=True)
    except ValidationError as refusal:
        if refusal.code == scanning.INFECTED:
            record_event(EventKind.SUSPICIOUS, user=by, virus=(refusal.params or {}).get("found"))
        raise


def _fitting(name: str, content_type: str) -> str:
    """Return the name with an ending that says what the file is, whatever else it says."""
    fitting = _SUFFIXES.get(content_type, ())
    return clean_name(name + fitting[0]) if fitting and not name.lower().endswith(fitting) else name
