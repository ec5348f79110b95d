"""Photos of home visits: drawn anew, shown to who sees the visit, and nobody looks at one unseen."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import AuditEntry, User
from aid import services
from aid.models import VisitPhoto
from aid.services.photos import MOST_PHOTOS
from beneficiaries.services.consents import withdraw_consent
from kafkasder.core.pictures import PHOTO_SIDE, drawn_anew

from ..beneficiaries.case_rows import make_consent
from ..factories import make_person, make_user
from . import rows
from .matrix_assessment import a_photo_of_a_done_visit, make_photo, picture

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def of(content: bytes, name: str = "ev.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def drawn(size: tuple[int, int], form: str = "JPEG", **options: Any) -> bytes:
    file = BytesIO()
    Image.new("RGBA" if form == "PNG" else "RGB", size, "brown").save(file, form, **options)
    return file.getvalue()


def kept_files() -> set[str]:
    try:
        folders, _files = default_storage.listdir("aid")
    except FileNotFoundError:
        return set()
    return {f"{folder}/{name}" for folder in folders for name in default_storage.listdir(f"aid/{folder}")[1]}


@pytest.fixture
def staff(client: Client) -> User:
    user = make_user("staff")
    client.force_login(user)
    return user


def test_a_photo_is_upright_small_and_tells_no_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F] = "Marka"
    exif.get_ifd(0x8825).update({1: "N", 2: (38.0, 43.0, 0.0)})
    upload = of(drawn((4000, 3000), exif=exif))
    with Image.open(drawn_anew(upload)) as photo:
        assert photo.format == "JPEG"
        assert (photo.width, photo.height) == (1500, PHOTO_SIDE)
        assert not dict(photo.getexif())
        assert photo.info.keys() & {"exif", "xmp", "comment", "icc_profile"} == set()


def test_what_is_clear_becomes_white() -> None:
    file = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    with Image.open(drawn_anew(of(file.getvalue(), "a.png"))) as photo:
        assert photo.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [SVG, b"GIF89a", b"<html>", b"\xff\xd8\xff\xe0 cut short", b"", b"%PDF-1.7", drawn((30, 30))[:200]],
    ids=["svg", "gif", "html", "broken", "empty", "pdf", "cut"],
)
def test_what_is_no_photo_is_refused_whatever_its_name_says(content: bytes) -> None:
    visit = rows.make_visit()
    with pytest.raises(ValidationError, match=r"ev\.jpg: Dosya bir JPEG"):
        services.add_photos(visit=visit, uploads=[of(content)], by=make_user("staff"))
    assert not VisitPhoto.objects.exists()


def test_what_hangs_on_a_photo_does_not_stay() -> None:
    file = BytesIO(drawn((30, 30)))
    file.seek(0, 2)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("gizli.html", "<script>alert(1)</script>")
    (photo,) = services.add_photos(visit=rows.make_visit(), uploads=[of(file.getvalue())], by=make_user("staff"))
    content = photo.content.read()
    assert b"PK\x03\x04" not in content
    assert b"script" not in content


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    file = BytesIO()
    Image.new("1", (15_000, 15_000)).save(file, "PNG")
    assert len(file.getvalue()) < 1_000_000
    with pytest.raises(ValidationError, match=r"çok büyük|değil"):
        drawn_anew(of(file.getvalue(), "a.png"))


def test_all_photos_of_a_sending_are_kept_or_none() -> None:
    before = kept_files()
    with pytest.raises(ValidationError, match=r"b\.jpg"):
        services.add_photos(
            visit=rows.make_visit(), uploads=[picture("a.jpg"), of(SVG, "b.jpg")], by=make_user("staff")
        )
    assert not VisitPhoto.objects.exists()
    assert kept_files() == before


def test_a_visit_has_not_too_many() -> None:
    visit = rows.make_visit()
    uploads = [picture() for _number in range(MOST_PHOTOS + 1)]
    with pytest.raises(ValidationError, match=f"en çok {MOST_PHOTOS}"):
        services.add_photos(visit=visit, uploads=uploads, by=make_user("staff"))


def test_whoever_opens_a_photo_is_in_the_trail(client: Client, staff: User) -> None:
    photo = make_photo()
    small = client.get(reverse("aid:visit_photo", args=[photo.pk]))
    assert (small.status_code, small["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in small["Content-Security-Policy"]
    assert not AuditEntry.objects.filter(action="view").exists()
    answer = client.post(reverse("aid:visit_photo_open", args=[photo.pk]))
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    entry = AuditEntry.objects.get(action="view", table_name="aid_visitphoto")
    assert (entry.row_pk, entry.actor_id) == (str(photo.pk), staff.pk)


def test_a_photo_that_is_taken_away_leaves_the_disk(
    client: Client, staff: User, django_capture_on_commit_callbacks: Any
) -> None:
    photo = make_photo()
    place = str(photo.content.name)
    assert default_storage.exists(place)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assert client.post(reverse("aid:visit_photo_remove", args=[photo.pk])).status_code == 302
    assert not default_storage.exists(place)
    assert client.get(reverse("aid:visit_photo", args=[photo.pk])).status_code == 404


def test_a_file_that_is_gone_is_not_there(client: Client, staff: User) -> None:
    photo = make_photo()
    default_storage.delete(str(photo.content.name))
    assert client.get(reverse("aid:visit_photo", args=[photo.pk])).status_code == 404
    assert client.post(reverse("aid:visit_photo_open", args=[photo.pk])).status_code == 404


def test_photos_of_a_written_visit_stay_with_whoever_only_visited() -> None:
    visitor = make_user("volunteer")
    visit = rows.make_visit(visitor=visitor)
    (photo,) = services.add_photos(visit=visit, uploads=[picture()], by=visitor)
    visit = services.write_visit(
        visit=visit, visited_on=visit.planned_for, by=visitor, findings="İki oda", advice="help"
    )
    with pytest.raises(PermissionDenied):
        services.remove_photo(photo=photo, by=visitor)
    services.remove_photo(photo=photo, by=make_user("staff"))


def test_nothing_is_added_to_a_visit_that_was_called_off(client: Client, staff: User) -> None:
    visit = services.cancel_visit(visit=rows.make_visit(), by=staff, reason="Evde yoklar")
    answer = client.post(reverse("aid:visit_photos", args=[visit.pk]), {"camera": [picture()]})
    assert answer.status_code == 403
    assert client.post(reverse("aid:visit_photos", args=[rows.make_visit().pk]), {}).status_code == 422


def test_a_photo_is_published_only_with_the_consent_of_all_in_it(client: Client, staff: User) -> None:
    photo = a_photo_of_a_done_visit()
    home = photo.visit.household
    first, second = make_person(household=home), make_person(household=home)
    address = reverse("aid:visit_photo_mark", args=[photo.pk])
    make_consent(first, "photo")
    assert client.post(address, {"is_for_publication": "on"}).status_code == 422  # nobody said who is in it
    assert client.post(address, {"people": [first.pk, second.pk], "is_for_publication": "on"}).status_code == 422
    stranger = make_person()
    assert client.post(address, {"people": [stranger.pk], "is_for_publication": "on"}).status_code == 422
    assert client.post(address, {"people": [first.pk], "is_for_publication": "on"}).status_code == 302
    page = client.get(photo.visit.get_absolute_url()).content.decode()
    assert "Yayımlanabilir" in page
    withdraw_consent(person=first, purpose="photo", reason="İstemiyor", by=staff)
    page = client.get(photo.visit.get_absolute_url()).content.decode()
    assert "Rıza bitti, yayımlanamaz" in page
    photo.refresh_from_db()
    assert services.publishable([photo]) == set()
    assert client.post(address, {"nobody": "on", "is_for_publication": "on"}).status_code == 302
    photo.refresh_from_db()
    assert (photo.shows, services.publishable([photo])) == ([], {photo.pk})
