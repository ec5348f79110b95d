"""What is taken as a file of a message, what is kept of it, and what of it is shown."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from accounts.models import EventKind, SecurityEvent
from accounts.security.words import summary
from kafkasder.core import apart, scanning
from messaging import services
from messaging.models import Attachment
from messaging.models.attachment import MOST_ATTACHMENT_BYTES
from messaging.services.attachment_files import PREVIEW, open_part
from messaging.templatetags.messaging import short_name

from ..factories import make_user
from .files import (
    CAMERA,
    LOCATION,
    MADE_ON,
    MAKER_NOTE,
    ORIENTATION,
    SIZE,
    XMP,
    bare_pdf,
    empty_disk,
    many_in_one,
    paper,
    phone_photo,
    photo,
    png_that_claims,
    stored,
    upload,
)
from .rows import make_group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    empty_disk()


def taken(content: bytes, name: str) -> Attachment:
    thread = make_group()
    return services.add_attachment(thread=thread, upload=upload(content, name), by=thread.created_by)


def refused(content: bytes, name: str) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        taken(content, name)
    assert not Attachment.objects.exists()
    return caught.value


def content_of(file: Attachment) -> bytes:
    return b"".join(open_part(file).pieces())


def preview_of(file: Attachment) -> Image.Image:
    picture = Image.open(BytesIO(b"".join(open_part(file, PREVIEW).pieces())))
    assert picture.size == (file.preview_width, file.preview_height)
    return picture


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_is_kept_without_its_place_and_shown_small_and_upright(kind: str, ending: str) -> None:
    sent = photo(kind, xmp=XMP) if kind != "PNG" else photo(kind)
    with Image.open(BytesIO(sent)) as before:
        assert before.getexif().get_ifd(LOCATION)
        assert MAKER_NOTE in before.getexif().get_ifd(CAMERA)
    file = taken(sent, f"ev.{ending}")
    content = content_of(file)
    with Image.open(BytesIO(content)) as after:
        exif = after.getexif()
        assert not exif.get_ifd(LOCATION)
        assert MAKER_NOTE not in exif.get_ifd(CAMERA)
        assert (exif[ORIENTATION], exif[MADE_ON]) == (6, "2026:01:05 10:00:00")
        assert after.size == SIZE
        assert after.convert("RGB").getpixel((5, 5))[0] > 200
    assert b"GPSLatitude" not in content
    assert len(content) == file.size
    small = preview_of(file)
    assert small.size == (533, 800)
    assert not small.getexif()


def test_a_phones_picture_becomes_a_jpeg_the_right_way_up_without_its_place() -> None:
    file = taken(phone_photo(), "IMG_0001.HEIC")
    assert (file.name, file.content_type) == ("IMG_0001.jpg", "image/jpeg")
    content = content_of(file)
    with Image.open(BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", SIZE[::-1])
        exif = picture.getexif()
        assert not exif.get_ifd(LOCATION)
        assert ORIENTATION not in exif
        assert exif[MADE_ON] == "2026:01:05 10:00:00"
    assert b"GPSLatitude" not in content
    assert preview_of(file).size == (533, 800)


def test_a_picture_with_more_behind_it_is_the_first_one() -> None:
    file = taken(many_in_one(), "a.jpg")
    with Image.open(BytesIO(content_of(file))) as picture:
        assert picture.format == "JPEG"
        assert picture.getpixel((5, 5))[0] > 200


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_hangs_on_a_picture_is_kept(kind: str) -> None:
    file = taken(photo(kind) + b"<html><script>alert(1)</script>PK\x03\x04", "a.html")
    assert b"script" not in content_of(file)
    assert file.name.startswith("a.html.")


def test_a_clear_picture_is_shown_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert preview_of(taken(out.getvalue(), "a.png")).getpixel((3, 3)) == (255, 255, 255)


def test_the_first_page_of_a_pdf_is_shown() -> None:
    content = paper()
    file = taken(content, "liste.pdf")
    assert content_of(file) == content
    assert preview_of(file).size == (566, 800)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4 liste",
        paper()[:300],
        paper(password="gizli"),
        bare_pdf("/MediaBox[0 0 0 0]") + b" " * 5,
        bare_pdf("/MediaBox[0 0 -1 nan]"),
        b"%PDF-1.4\n" + b"[" * 200_000,
        b"%PDF-" + bytes(5000),
    ],
)
def test_a_pdf_that_cannot_be_drawn_is_taken(content: bytes) -> None:
    file = taken(content, "a.pdf")
    assert content_of(file) == content
    assert max(file.preview_width, file.preview_height) <= apart.SIDE


def test_a_page_as_large_as_a_town_is_drawn_small() -> None:
    file = taken(bare_pdf("/MediaBox[0 0 2000000 20]/UserUnit 1000"), "a.pdf")
    assert max(file.preview_width, file.preview_height) <= apart.SIDE


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "a.jpg"),
        (b"<html>%PDF-1.4</html>", "a.pdf"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.svg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.png"),
        (b"MZ" + bytes(500), "a.pdf"),
        (b"PK\x03\x04" + bytes(500), "a.docx"),
        (b"GIF89a" + bytes(100), "a.gif"),
        (b"\0\0\0\x1cftypavif" + bytes(100), "a.heic"),
        (b"\0\0\0\x18ftypmp42" + bytes(100), "a.heic"),
        (b"II*\0" + bytes(100), "a.tiff"),
        (b"\0" * 50, "a.txt"),
    ],
)
def test_what_is_of_no_known_kind_is_refused_by_its_content(content: bytes, name: str) -> None:
    assert refused(content, name).code == "file_type"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (photo()[:2000], "a.jpg"),
        (photo("PNG", exif=b"")[:600], "a.png"),
        (photo("WEBP")[:200], "a.webp"),
        (phone_photo()[:900], "a.heic"),
        (b"\0\0\0\x1cftypheic" + bytes(500), "a.heic"),
        (png_that_claims(9_000, 9_000), "a.png"),
    ],
)
def test_a_picture_that_cannot_be_read_is_refused_in_words(content: bytes, name: str) -> None:
    assert refused(content, name).code in ("picture_unreadable", "file_type")
    assert not stored()


@pytest.mark.parametrize("size", [(20_000, 20_000), (2**31 - 1, 2**31 - 1), (2**20, 2**10)])
def test_a_bomb_is_not_unpacked(size: tuple[int, int]) -> None:
    assert refused(png_that_claims(*size), "a.png").code == "file_type"


def test_whatever_happens_to_the_process_that_draws_costs_it_alone(monkeypatch) -> None:
    for program in ("import os; os.abort()", "raise MemoryError", "print('no picture')", "while True: pass"):
        monkeypatch.setattr(apart, "_PROGRAM", program)
        monkeypatch.setattr(apart, "PATIENCE", 1)
        assert apart.draw(ContentFile(paper()), "application/pdf") is None


def test_the_process_that_draws_knows_no_secret_and_opens_nothing() -> None:
    program = (
        "import sys, os; sys.path.insert(0, sys.argv[1]); from kafkasder.core import easel\n"
        "def work(content, side):\n"
        "    assert not set(os.environ) - {'LC_CTYPE'}\n"
        "    try: open('/etc/passwd')\n"
        "    except OSError: return b'shut', b''\n"
        "easel.TASKS['pdf'] = lambda: work\n"
        "easel.main('pdf', 5)"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "_PROGRAM", program)
        assert apart._run("pdf", ContentFile(paper()), 5)[8:] == b"shut"


def test_thirty_megabytes_and_no_more() -> None:
    assert refused(b"%PDF-" + b"x" * (MOST_ATTACHMENT_BYTES - 4), "a.pdf").messages == ["Dosya en çok 30 MB olabilir."]
    assert taken(b"%PDF-" + b"x" * (MOST_ATTACHMENT_BYTES - 5), "a.pdf").size == MOST_ATTACHMENT_BYTES


def test_what_is_infected_is_an_event_without_a_name(settings, monkeypatch) -> None:
    def finds(scanner, content):
        return {"stream": ("FOUND", "Eicar-Signature")}

    settings.SCANNER_URL = "clamd://127.0.0.1"
    monkeypatch.setattr(scanning.ClamdNetworkSocket, "instream", finds)
    assert refused(paper(), "gizli-liste.pdf").code == scanning.INFECTED
    event = SecurityEvent.objects.get(kind=EventKind.SUSPICIOUS)
    assert event.user is not None
    assert event.details == {"virus": "Eicar-Signature"}
    assert "zararlı" in summary(event)
    assert not stored()


def test_nothing_plain_is_on_the_disk_or_in_the_database() -> None:
    content = paper() + b"Kabartay"
    file = taken(content, "Kabartay ailesi.pdf")
    kept = stored()
    assert set(kept) == {file.content.name, file.preview.name}
    for bytes_of in kept.values():
        assert b"Kabartay" not in bytes_of
        assert b"%PDF" not in bytes_of
        assert b"WEBP" not in bytes_of
    row = Attachment.objects.filter(pk=file.pk).values().get()
    assert "Kabartay" not in str({name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()})


def test_more_unsent_ones_than_twenty_are_too_many(monkeypatch) -> None:
    monkeypatch.setattr("messaging.services.attachments.MOST_UNSENT", 2)
    me = make_user("staff")
    one, other = make_group(me), make_group(me)
    first = services.add_attachment(thread=one, upload=upload(b"a", "a.txt"), by=me)
    services.add_attachment(thread=other, upload=upload(b"a", "a.txt"), by=me)
    with pytest.raises(ValidationError, match="Gönderilmemiş"):
        services.add_attachment(thread=other, upload=upload(b"a", "a.txt"), by=me)
    Attachment.objects.filter(pk=first.pk).update(added_at="2026-01-01T00:00Z")  # it was left long ago
    services.add_attachment(thread=other, upload=upload(b"a", "a.txt"), by=me)
    assert not Attachment.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("liste.pdf", "liste.pdf"),
        ("", "Adı açılamadı"),
        ("2026 Ramazan yardımı dağıtım listesi son hâli.xlsx", "2026 Ramazan yar…hâli.xlsx"),
        ("a" * 100, "a" * 23 + "…" + "a" * 4),
    ],
)
def test_a_long_name_keeps_its_ending(name: str, short: str) -> None:
    assert short_name(name).endswith(short[-8:])
    assert len(short_name(name)) <= 28
