"""Photos that phones take: drawn anew, upright and not larger than needed, so that nothing else of the file remains."""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .files import MOST_BYTES, MOST_PIXELS

CONTENT_TYPE = "image/jpeg"
LONGEST_SIDE = 2_000
_FORMATS = ("JPEG", "PNG", "WEBP")


def drawn_anew(upload: Any, longest_side: int = LONGEST_SIDE) -> ContentFile:
    """Return a photo as an upright JPEG of at most `longest_side` pixels, without place, maker or anything hidden.

    Raise ValidationError for what is too large, empty, or no JPEG, PNG or WebP by its content, whatever its name says.
    """
    size = upload.size or 0
    if size > MOST_BYTES:
        raise ValidationError(_("Dosya en çok 20 MB olabilir."), code="file_size")
    upload.seek(0)
    try:
        with Image.open(upload, formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("Fotoğraf çok büyük; daha küçük bir kopyasını yükleyin."), code="photo_pixels")
            picture.draft("RGB", (longest_side, longest_side))  # a large JPEG is read no larger than needed
            upright = _on_white(ImageOps.exif_transpose(picture))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("Dosya bir JPEG, PNG ya da WebP fotoğrafı değil."), code="photo_format") from None
    upright.thumbnail((longest_side, longest_side))
    upright.info.clear()
    drawn = BytesIO()
    upright.save(drawn, "JPEG", quality=82, optimize=True)
    return ContentFile(drawn.getvalue())


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper
