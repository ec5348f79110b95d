"""Pictures that people send: kept without the place at which they were taken, drawn anew, or drawn small to look at."""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .files import MOST_BYTES, MOST_PIXELS, SHOWN

PHOTO_SIDE, PHOTO_TYPE = 2_000, "image/jpeg"
PREVIEW_SIDE, PREVIEW_TYPE = 480, "image/webp"
_LOCATION = 0x8825  # the part of EXIF in which cameras write where they are
_KEPT: dict[str, dict[str, Any]] = {"JPEG": {"quality": "keep"}, "PNG": {}, "WEBP": {"quality": 90}}
_FORMATS = tuple(_KEPT)


def drawn_anew(upload: Any, side: int = PHOTO_SIDE) -> ContentFile:
    """Return a photo as an upright JPEG of at most `side` pixels, without place, maker or anything hidden.

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
            return _saved(_upright(picture, side), "JPEG", quality=82, optimize=True)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("Dosya bir JPEG, PNG ya da WebP fotoğrafı değil."), code="photo_format") from None


def preview_of(upload: Any, content_type: str, side: int = PREVIEW_SIDE) -> ContentFile | None:
    """Return a small upright picture without anything that the camera wrote; None for what is no picture."""
    if content_type not in SHOWN:
        return None
    upload.seek(0)
    with Image.open(upload, formats=_FORMATS) as picture:
        preview = _saved(_upright(picture, side), "WEBP", quality=75)
    upload.seek(0)
    return preview


def without_location(upload: Any, content_type: str) -> Any:
    """Return the file to keep: `upload` itself, or a copy of a picture that does not tell where it was taken.

    Everything else that a camera writes stays, for it may prove when a picture was taken.
    """
    if content_type not in SHOWN:
        return upload
    upload.seek(0)
    with Image.open(upload, formats=_FORMATS) as picture:
        exif = picture.getexif()
        tells = _LOCATION in exif or "xmp" in picture.info
        cleaned = _without(picture, exif) if tells else None
    upload.seek(0)
    return cleaned or upload


def _without(picture: Image.Image, exif: Image.Exif) -> ContentFile:
    exif.pop(_LOCATION, None)
    picture.info.pop("xmp", None)  # which may repeat the place
    kind = str(picture.format)
    return _saved(picture, kind, exif=exif, **_KEPT[kind])


def _upright(picture: Image.Image, side: int) -> Image.Image:
    picture.draft("RGB", (side, side))  # a large JPEG is read no larger than needed
    upright = _on_white(ImageOps.exif_transpose(picture))
    upright.thumbnail((side, side))
    upright.info.clear()
    return upright


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _saved(picture: Image.Image, kind: str, **options: Any) -> ContentFile:
    out = BytesIO()
    picture.save(out, kind, **options)
    return ContentFile(out.getvalue())
