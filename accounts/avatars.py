"""Pictures of people and the logo: taken for what they are by their content, and drawn anew before they are kept."""

import secrets
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 50_000_000
SIDE = 256
LOGO_SIDE = 600
FORMATS = ("JPEG", "PNG", "WEBP")


def clean_avatar(upload: BinaryIO) -> ContentFile:
    """Return a square picture drawn anew from `upload`: nothing that was hidden in the file, or said where, remains."""
    return _checked(upload, _drawn_anew)


def clean_logo(upload: BinaryIO) -> ContentFile:
    """Return the logo drawn anew as it is, on white and not larger than papers need."""
    return _checked(upload, _drawn_on_white)


def _checked(upload: BinaryIO, draw: Callable[[Image.Image], ContentFile]) -> ContentFile:
    """Return what `draw` makes of a picture.

    Raise ValidationError for what is too large or no JPEG, PNG or WebP by its content, whatever its name says.
    """
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Fotoğraf en çok 5 MB olabilir."), code="avatar_size")
    try:
        Image.open(BytesIO(content), formats=FORMATS).verify()
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("Fotoğraf çok büyük; daha küçük bir kopyasını yükleyin."), code="avatar_pixels")
            return draw(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("Dosya bir JPEG, PNG ya da WebP fotoğrafı değil."), code="avatar_format") from None


def _drawn_anew(picture: Image.Image) -> ContentFile:
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    square = ImageOps.fit(upright, (SIDE, SIDE))
    square.info.clear()
    drawn = BytesIO()
    square.save(drawn, "WEBP", quality=85)
    return ContentFile(drawn.getvalue(), name=f"{secrets.token_urlsafe(16)}.webp")


def _drawn_on_white(picture: Image.Image) -> ContentFile:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((LOGO_SIDE, LOGO_SIDE))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    drawn = BytesIO()
    paper.save(drawn, "PNG")
    return ContentFile(drawn.getvalue(), name=f"{secrets.token_urlsafe(16)}.png")
