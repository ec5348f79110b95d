"""Pictures that people send: without the place at which they were taken, and a small upright one to look at."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from .files import SHOWN

PREVIEW_SIDE = 480
PREVIEW_TYPE = "image/webp"
_LOCATION = 0x8825  # the part of EXIF in which cameras write where they are
_KEPT: dict[str, dict[str, Any]] = {"JPEG": {"quality": "keep"}, "PNG": {}, "WEBP": {"quality": 90}}


def without_location(upload: Any, content_type: str) -> Any:
    """Return the file to keep: `upload` itself, or a copy of a picture that does not tell where it was taken.

    Everything else that a camera writes stays, for it may prove when a picture was taken.
    """
    if content_type not in SHOWN:
        return upload
    upload.seek(0)
    with Image.open(upload, formats=tuple(_KEPT)) as picture:
        exif = picture.getexif()
        tells = _LOCATION in exif or "xmp" in picture.info
        cleaned = _saved_without(picture, exif) if tells else None
    upload.seek(0)
    return cleaned or upload


def _saved_without(picture: Image.Image, exif: Image.Exif) -> ContentFile:
    exif.pop(_LOCATION, None)
    picture.info.pop("xmp", None)  # which may repeat the place
    out = BytesIO()
    options: dict[str, Any] = _KEPT[str(picture.format)]
    picture.save(out, format=picture.format, exif=exif, **options)
    return ContentFile(out.getvalue())


def preview_of(upload: Any, content_type: str) -> ContentFile | None:
    """Return a small upright picture without anything that the camera wrote; None for what is no picture."""
    if content_type not in SHOWN:
        return None
    upload.seek(0)
    with Image.open(upload, formats=tuple(_KEPT)) as picture:
        picture.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))  # a large JPEG is read no larger than needed
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upload.seek(0)
    upright.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    out = BytesIO()
    upright.save(out, format="WEBP", quality=75)
    return ContentFile(out.getvalue())
