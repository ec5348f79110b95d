"""Files as people send them, good and bad ones."""

import zlib
from io import BytesIO
from typing import Any

import pillow_heif
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

ORIENTATION, LOCATION, CAMERA, MAKER_NOTE, MADE_ON = 0x0112, 0x8825, 0x8769, 0x927C, 0x0132
SIZE = (1200, 800)
ON_ITS_SIDE = 6
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>43,38N</exif:GPSLatitude></x:xmpmeta>'


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def exif() -> Image.Exif:
    """What a phone writes that was held on its side, somewhere."""
    written = Image.Exif()
    written[ORIENTATION], written[MADE_ON] = ON_ITS_SIDE, "2026:01:05 10:00:00"
    written.get_ifd(LOCATION)[1] = "N"
    written[LOCATION] = {1: "N", 2: (38.0, 43.0, 0.0)}
    written.get_ifd(CAMERA)[MAKER_NOTE] = b"Nalchik"
    return written


def photo(kind: str = "JPEG", size: tuple[int, int] = SIZE, mode: str = "RGB", **options: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red").save(out, kind, **{"exif": exif()} | options)
    return out.getvalue()


def phone_photo() -> bytes:
    """A HEIC with its place."""
    out = BytesIO()
    picture = pillow_heif.from_pillow(Image.new("RGB", SIZE, "red"))
    picture.save(out, exif=exif().tobytes(), xmp=XMP)
    return out.getvalue()


def many_in_one() -> bytes:
    """A JPEG with a second picture behind it, as many phones write them."""
    out = BytesIO()
    first, second = Image.new("RGB", SIZE, "red"), Image.new("RGB", SIZE, "blue")
    first.save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def paper(password: str = "", size: tuple[float, float] = (595, 842)) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=password or None)
    canvas.drawString(50, 50, "Ailenin belgesi")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A small PNG whose head says that it is as large."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    chunks = (
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def bare_pdf(of_pages: str) -> bytes:
    """A PDF with these words for its only page."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R" + of_pages.encode() + b">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def empty_disk() -> None:
    """The bench keeps files in memory, for all tests of a process together."""
    for place in stored():
        default_storage.delete(place)


def stored(folder: str = "messages") -> dict[str, bytes]:
    """Return everything on the disk of messages."""
    if not default_storage.exists(folder):
        return {}
    folders, names = default_storage.listdir(folder)
    found = {}
    for name in names:
        with default_storage.open(f"{folder}/{name}", "rb") as file:
            found[f"{folder}/{name}"] = file.read()
    for each in folders:
        found |= stored(f"{folder}/{each}")
    return found
