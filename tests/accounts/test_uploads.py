"""Files that are not what they say: known by their content, drawn anew or refused, and never served as they came."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from accounts.avatars import MOST_BYTES, MOST_PIXELS

from ..factories import make_user

pytestmark = pytest.mark.django_db

SCRIPT = b"<script>alert(document.domain)</script>"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def sent(client: Client, content: bytes, name: str = "resim.png", kind: str = "image/png") -> int:
    upload = SimpleUploadedFile(name, content, content_type=kind)
    return client.post("/hesap/", {"full_name": "Ali", "picture": upload}).status_code


def drawn(kind: str, **options: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(file, kind, **options)
    return file.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of(width: int, height: int, packed: bytes = b"") -> bytes:
    """Return a PNG that says it is so large; there need not be so much in it."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def kept() -> list[bytes]:
    names = default_storage.listdir("avatars")[1] if default_storage.exists("avatars") else []
    return [default_storage.open(f"avatars/{name}").read() for name in names]


def test_what_hides_in_a_picture_does_not_survive(client: Client) -> None:
    before = len(kept())
    text, exif = PngInfo(), Image.Exif()
    text.add_text("Comment", SCRIPT.decode())
    exif[0x010E] = SCRIPT.decode()  # a description; a place would stand beside it
    hiding = [
        drawn("PNG", pnginfo=text),
        drawn("JPEG", exif=exif, comment=SCRIPT),
        drawn("WEBP", exif=exif),
        drawn("JPEG") + SCRIPT,
        drawn("PNG") + b"PK\x03\x04" + SCRIPT,
    ]
    for content in hiding:
        assert SCRIPT in content
        assert sent(client, content, "resim.html", "text/html") == 302
    pictures = kept()[before:]
    for picture in pictures:
        assert picture[:4] + picture[8:12] == b"RIFFWEBP"
        assert b"script" not in picture
        assert b"EXIF" not in picture


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"GIF89a/*" + SCRIPT,
        b"\xff\xd8\xff\xe0" + SCRIPT,
        b"\x89PNG\r\n\x1a\n" + SCRIPT,
        b"RIFF\x00\x00\x00\x00WEBP" + SCRIPT,
        b"%PDF-1.7\n" + SCRIPT,
        b"\x00\x00\x00\x0cjP  \r\n\x87\n",
        b"PK\x03\x04" + bytes(60),
        b"MZ" + bytes(200),
    ],
    ids=["svg", "gif", "jpeg", "png", "webp", "pdf", "jpeg2000", "zip", "exe"],
)
def test_what_only_begins_like_a_picture_is_refused(client: Client, content: bytes) -> None:
    before = kept()
    assert sent(client, content) == 422
    assert kept() == before


@pytest.mark.parametrize(
    "content",
    [
        png_of(20_000, 20_000, zlib.compress(bytes(2501 * 20_000), 9)),  # 50 MB of nothing in 50 kB
        png_of(60_000, 60_000),
        png_of(2**31 - 1, 2**31 - 1),
        png_of(MOST_PIXELS + 1, 1),
        png_of(0, 0),
    ],
    ids=["swells", "huge", "absurd", "long", "none"],
)
def test_a_picture_that_swells_is_refused_before_it_is_laid_out(client: Client, content: bytes) -> None:
    assert len(content) < MOST_BYTES
    assert sent(client, content) == 422


def test_a_text_that_swells_inside_a_picture_is_refused(client: Client) -> None:
    picture = drawn("PNG")
    swelling = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(80_000_000), 9))
    assert sent(client, picture[:33] + swelling + picture[33:]) in (302, 422)  # left out, or refused; never an error


def test_a_file_that_is_too_large_is_refused(client: Client) -> None:
    assert sent(client, drawn("PNG") + bytes(MOST_BYTES)) == 422


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.png", "a\x00b.png", "x" * 300 + ".png", ".htaccess", "con.png"]
)
def test_a_name_says_nothing_about_where_a_picture_is_kept(client: Client, name: str) -> None:
    assert sent(client, drawn("PNG"), name) == 302
