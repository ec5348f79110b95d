"""Pictures that people send: kept without the place at which they were taken, drawn anew, or drawn small to look at."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from .drawing import MOST_PIXELS, open_picture, saved, tells_place, upright, without_place
from .files import MOST_BYTES, SHOWN

PHOTO_SIDE, PHOTO_TYPE = 2_000, "image/jpeg"
PREVIEW_SIDE, PREVIEW_TYPE = 480, "image/webp"


def drawn_anew(upload: Any, side: int = PHOTO_SIDE) -> ContentFile:
    """Return a photo as an upright JPEG of at most `side` pixels, without place, maker or anything hidden.

    Raise ValidationError for what is too large, empty, or no JPEG, PNG or WebP by its content, whatever its name says.
    """
    size = upload.size or 0
    if size > MOST_BYTES:
        raise ValidationError(_("Dosya en çok 20 MB olabilir."), code="file_size")
    upload.seek(0)
    try:
        with open_picture(upload) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("Fotoğraf çok büyük; daha küçük bir kopyasını yükleyin."), code="photo_pixels")
            return ContentFile(saved(upright(picture, side), "JPEG", quality=82, optimize=True))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("Dosya bir JPEG, PNG ya da WebP fotoğrafı değil."), code="photo_format") from None


def preview_of(upload: Any, content_type: str, side: int = PREVIEW_SIDE) -> ContentFile | None:
    """Return a small upright picture without anything that the camera wrote; None for what is no picture."""
    if content_type not in SHOWN:
        return None
    upload.seek(0)
    with open_picture(upload) as picture:
        preview = ContentFile(saved(upright(picture, side), "WEBP", quality=75))
    upload.seek(0)
    return preview


def without_location(upload: Any, content_type: str) -> Any:
    """Return the file to keep: `upload` itself, or a copy of a picture that does not tell where it was taken.

    Everything else that a camera writes stays, for it may prove when a picture was taken.
    """
    if content_type not in SHOWN:
        return upload
    upload.seek(0)
    with open_picture(upload) as picture:
        tells = tells_place(picture)
        upload.seek(0)
        cleaned = without_place(picture, upload.read()) if tells else b""
    upload.seek(0)
    return ContentFile(cleaned) if cleaned else upload
