"""Pictures: kept without where they were taken, and drawn small, upright and bare."""

from io import BytesIO

from PIL import Image

from kafkasder.core.pictures import PREVIEW_SIDE, preview_of, without_location

from ..beneficiaries.case_rows import photo, upload

ORIENTATION, LOCATION, MADE_ON = 0x0112, 0x8825, 0x0132


def taken_somewhere() -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MADE_ON] = 6, "2026:01:05 10:00:00"
    exif.get_ifd(LOCATION)[1] = "N"
    exif[LOCATION] = {1: "N", 2: (38.0, 43.0, 0.0)}
    return photo((1200, 800), exif)


def test_a_picture_loses_where_it_was_taken_and_nothing_else() -> None:
    sent = upload(taken_somewhere(), "ev.jpg")
    with Image.open(sent) as before:
        assert before.getexif().get_ifd(LOCATION)
    with Image.open(without_location(sent, "image/jpeg")) as after:
        exif = after.getexif()
        assert LOCATION not in exif
        assert (exif[ORIENTATION], exif[MADE_ON]) == (6, "2026:01:05 10:00:00")


def test_a_picture_that_tells_no_place_is_kept_as_it_was_sent() -> None:
    sent = upload(photo((30, 20)), "ev.jpg")
    assert without_location(sent, "image/jpeg") is sent


def test_a_preview_is_small_upright_and_bare() -> None:
    found = preview_of(upload(taken_somewhere(), "ev.jpg"), "image/jpeg")
    assert found is not None
    with Image.open(BytesIO(found.read())) as preview:
        assert preview.width < preview.height <= PREVIEW_SIDE  # it was taken with the camera on its side
        assert not preview.getexif()
    smaller = preview_of(upload(taken_somewhere(), "ev.jpg"), "image/jpeg", side=24)
    assert smaller is not None
    with Image.open(BytesIO(smaller.read())) as preview:
        assert max(preview.size) == 24
    assert preview_of(upload(), "application/pdf") is None
