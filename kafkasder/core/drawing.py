"""Pictures as such: what of them is kept, and how they are drawn small. Knows neither requests nor settings."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from .picture_chunks import png_with, webp_with

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 100_000_000
_LOCATION = 0x8825  # the part of EXIF in which cameras write where they are
_CAMERA, _MAKER_NOTE = 0x8769, 0x927C  # in which some makers write the town
_EXIF_HEAD = b"Exif\0\0"  # which only JPEG has


def open_picture(source: Any) -> Image.Image:
    """Open a JPEG, PNG or WebP, which is not read by that; raise what Pillow raises for anything else."""
    picture = Image.open(source, formats=FORMATS)
    if picture.format == "MPO":  # a JPEG of a phone, with more pictures behind the one that is shown
        picture.format = "JPEG"
    return picture


def tells_place(picture: Image.Image) -> bool:
    """Tell whether a picture may say where it was taken."""
    return _LOCATION in picture.getexif() or "xmp" in picture.info


def without_place(picture: Image.Image, content: bytes) -> bytes:
    """Return the file of a picture, which is `content`, without the place, and without whatever else it hides.

    The rest of what a camera writes stays, for it may prove when a picture was taken.
    """
    exif = bare_exif(picture)
    if picture.format == "JPEG":
        picture.load()
        picture.info = {name: value for name, value in picture.info.items() if name in ("icc_profile", "dpi")}
        return saved(picture, "JPEG", quality="keep", exif=exif)
    written = exif.tobytes().removeprefix(_EXIF_HEAD) if len(exif) else b""
    return png_with(content, written) if picture.format == "PNG" else webp_with(content, written)


def bare_exif(picture: Image.Image) -> Image.Exif:
    """Return what the camera wrote, but for the place."""
    exif = picture.getexif()
    exif.pop(_LOCATION, None)
    exif.get_ifd(_CAMERA).pop(_MAKER_NOTE, None)
    return exif


def upright(picture: Image.Image, side: int) -> Image.Image:
    """Return a picture of at most `side` pixels on white, the right way up, without anything that the camera wrote.

    It is made small before it is turned: each copy of a large one would cost hundreds of megabytes.
    """
    picture.draft("RGB", (side, side))  # a large JPEG is read no larger than needed
    if picture.mode not in ("L", "RGB", "RGBA", "CMYK"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((side, side), reducing_gap=3)
    turned = on_white(ImageOps.exif_transpose(picture))
    turned.info.clear()
    return turned


def on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
