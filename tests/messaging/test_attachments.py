"""Files of messages: who gets them and how, when they go, and what is done about what is lost."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kafkasder.core import apart, vault
from kafkasder.core.crypto import UnreadableValue
from kafkasder.core.files import Given
from messaging import services
from messaging.models import Attachment, Message
from messaging.services.attachment_files import PREVIEW, open_part, rotate_files
from messaging.services.sweeping import KEPT_UNSENT, sweep

from ..factories import make_user
from .files import empty_disk, paper, photo, stored, upload
from .rows import make_attachment, make_direct, make_group, make_message

pytestmark = pytest.mark.django_db
OLD, NEW = (base64.b64encode(bytes([byte]) * 32).decode() for byte in (1, 2))


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    empty_disk()


@pytest.fixture
def sketched(monkeypatch) -> None:
    """Small pictures without the time that it takes to draw them."""
    drawn = apart.Drawn(b"", b"RIFF small picture", 40, 30)
    monkeypatch.setattr("messaging.services.taking_in.draw", lambda upload, content_type: drawn)


def content_of(file: Attachment, part: str = "content") -> bytes:
    return b"".join(open_part(file, part).pieces())


def url(file: Attachment, **query: str) -> str:
    return file.get_absolute_url() + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def sent(content: bytes = b"Koli listesi", name: str = "liste.txt") -> Attachment:
    thread = make_direct(make_user("staff"), make_user("board"))
    file = services.add_attachment(thread=thread, upload=upload(content, name), by=thread.created_by)
    make_message(thread, attachments=[file])
    file.refresh_from_db()
    return file


# Given out


def test_a_file_comes_whole_as_a_download(client) -> None:
    content = b"Koli listesi " * 200_000
    file = sent(content)
    client.force_login(file.added_by)
    answer = client.get(url(file))
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Length"] == str(len(content))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_picture_is_shown_and_kept_by_the_browser_that_asks_each_time(client, sketched) -> None:
    file = sent(photo(), "ev.jpg")
    client.force_login(file.added_by)
    for query, content_type in (({"kucuk": "1"}, "image/webp"), ({"goster": "1"}, "image/jpeg")):
        answer = client.get(url(file, **query))
        assert (answer["Content-Type"], answer["Cache-Control"]) == (content_type, "private, no-cache")
        assert answer["Content-Disposition"].startswith("inline")
        again = client.get(url(file, **query), headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")
        assert answer.getvalue()
    client.force_login(make_user("admin"))
    assert client.get(url(file, kucuk="1"), headers={"If-None-Match": answer["ETag"]}).status_code == 404


def test_only_a_picture_is_shown(client) -> None:
    file = sent(b"<script>alert(1)</script>", "a.txt")
    client.force_login(file.added_by)
    answer = client.get(url(file, goster="1"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer.getvalue()
    assert client.get(url(file, kucuk="1")).status_code == 404


def test_who_left_the_thread_or_never_was_in_it_gets_nothing(client) -> None:
    me, you = make_user("staff"), make_user("board")
    thread = make_group(me, you)
    file = make_attachment(thread)
    client.force_login(you)
    assert client.get(url(file)).status_code == 404  # it is not sent
    make_message(thread, attachments=[file])
    assert client.get(url(file)).status_code == 200
    services.leave(thread=thread, by=you)
    assert client.get(url(file)).status_code == 404


@pytest.mark.parametrize("damage", [lambda kept: kept[:-1], lambda kept: b"", lambda kept: b"plain" * 20, None])
def test_what_is_gone_or_damaged_is_not_found(client, damage) -> None:
    file = sent()
    kept = stored()[file.content.name]
    default_storage.delete(file.content.name)
    if damage:
        default_storage.save(file.content.name, ContentFile(damage(kept)))
    client.force_login(file.added_by)
    assert client.get(url(file)).status_code == 404


def test_a_file_under_the_name_of_another_does_not_open(client) -> None:
    one, other = sent(b"Bir"), sent(b"Baska")
    Attachment.objects.filter(pk=one.pk).update(content=other.content.name)
    client.force_login(one.added_by)
    assert client.get(url(one)).status_code == 404


async def test_a_server_that_waits_for_many_sends_it_piece_by_piece() -> None:
    content = b"Koli listesi " * 200_000
    kept = BytesIO(b"".join(vault.sealed([content], "a:1")))
    parts = [part async for part in Given(vault.Opened(kept, "a:1"))]
    assert b"".join(parts) == content
    assert max(map(len, parts)) <= Given.block_size


# Taken in


def test_the_answer_to_a_script_tells_what_it_shows(client) -> None:
    thread = make_group()
    client.force_login(thread.created_by)
    answer = client.post(
        reverse("messaging:attachment_add", args=[thread.pk]), {"upload": upload(paper(), "liste.pdf")}
    )
    file = Attachment.objects.get()
    assert json.loads(answer.content) == {
        "id": file.pk,
        "name": "liste.pdf",
        "size": file.size,
        "preview": url(file, kucuk="1"),
        "width": 566,
        "height": 800,
    }


def test_a_refusal_is_told_in_words(client) -> None:
    thread = make_group()
    client.force_login(thread.created_by)
    add = reverse("messaging:attachment_add", args=[thread.pk])
    answer = client.post(add, {"upload": SimpleUploadedFile("a.exe", b"MZ")})
    assert answer.status_code == 422
    assert "PDF" in json.loads(answer.content)["errors"][0]
    assert client.post(add).status_code == 422


def test_ten_files_come_with_a_message_without_a_script(client) -> None:
    thread, key = make_group(), str(uuid4())
    client.force_login(thread.created_by)

    def send(count: int, text: str = "") -> Any:
        uploads = [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(count)]
        return client.post(reverse("messaging:send", args=[thread.pk]), {"key": key, "text": text, "uploads": uploads})

    assert send(11).status_code == 422
    assert send(2, "x" * 10_001).status_code == 422
    assert not Attachment.objects.exists()
    assert send(10).status_code == 302
    message = Message.objects.get(client_key=key)
    assert [file.name for file in message.attachments.all()] == [f"{n}.txt" for n in range(10)]
    assert send(10).status_code == 302  # it came twice
    assert Attachment.objects.count() == 10


def test_an_eleventh_file_is_too_many() -> None:
    thread = make_group()
    files = [make_attachment(thread) for _ in range(11)]
    with pytest.raises(ValidationError, match="10"):
        make_message(thread, attachments=files)


def test_a_file_goes_with_one_message() -> None:
    thread = make_group()
    file = make_attachment(thread)
    make_message(thread, attachments=[file, file])
    with pytest.raises(ValidationError, match="artık yok"):
        make_message(thread, attachments=[file])
    with pytest.raises(PermissionDenied):
        services.remove_attachment(file=file, by=thread.created_by)


def test_nobody_sends_or_removes_the_files_of_others() -> None:
    me, you = make_user("staff"), make_user("board")
    thread = make_direct(me, you)
    file = make_attachment(thread, me)
    with pytest.raises(ValidationError):
        make_message(thread, by=you, attachments=[file])
    with pytest.raises(PermissionDenied):
        services.remove_attachment(file=file, by=you)


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_twice_and_removed_at_once_goes_one_way() -> None:
    thread = make_group()
    file = make_attachment(thread)

    def attempt(number: int) -> str:
        try:
            if number % 3:
                make_message(thread, f"{number}", attachments=[file])
            else:
                services.remove_attachment(file=file, by=thread.created_by)
        except (ValidationError, PermissionDenied):
            return "refused"
        finally:
            connection.close()
        return "sent" if number % 3 else "removed"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(attempt, range(6)))
    kept = Attachment.objects.filter(pk=file.pk).first()
    assert outcomes.count("sent") == (1 if kept else 0)
    assert len(stored()) == (1 if kept else 0)


@pytest.mark.django_db(transaction=True)
def test_uploads_at_once_do_not_get_past_the_limit(monkeypatch) -> None:
    monkeypatch.setattr("messaging.services.attachments.MOST_UNSENT", 3)
    thread = make_group()

    def add(number: int) -> bool:
        try:
            make_attachment(thread, content=b"a", name=f"{number}.txt")
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(add, range(8))) == 3
    assert len(stored()) == Attachment.objects.count() == 3


# Gone


def test_files_go_with_their_message(django_capture_on_commit_callbacks, sketched) -> None:
    file = sent(photo(), "ev.jpg")
    assert len(stored()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_message(message=file.message, by=file.added_by)
    assert not Attachment.objects.exists()
    assert not stored()


def test_a_copy_has_files_of_its_own(django_capture_on_commit_callbacks, sketched) -> None:
    file = sent(photo(), "ev.jpg")
    services.fork_thread(message=file.message, title="", by=file.added_by)
    copy = Attachment.objects.exclude(pk=file.pk).get()
    assert content_of(copy) == content_of(file)
    assert content_of(copy, PREVIEW) == content_of(file, PREVIEW)
    assert (copy.name, copy.preview_width) == (file.name, 40)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_message(message=file.message, by=file.added_by)
    assert content_of(copy)


def test_what_does_not_open_is_left_out_of_a_copy(caplog) -> None:
    file = sent()
    default_storage.delete(file.content.name)
    fork = services.fork_thread(message=file.message, title="", by=file.added_by)
    assert not fork.attachments.exists()
    assert f"attachment {file.pk}" in caplog.text


def test_the_sweep_takes_what_nobody_will_ask_for(django_capture_on_commit_callbacks, monkeypatch, sketched) -> None:
    kept, fresh = sent(), make_attachment()
    old = make_attachment()
    Attachment.objects.filter(pk=old.pk).update(added_at=timezone.now() - KEPT_UNSENT - timedelta(minutes=1))
    stray, new_stray = (default_storage.save(f"messages/aa/{name}", ContentFile(b"x")) for name in "ab")
    aged = {stray, kept.content.name, fresh.content.name}
    monkeypatch.setattr(
        type(default_storage._wrapped),
        "get_modified_time",
        lambda self, name: timezone.now() - timedelta(days=2 if name in aged else 0),
    )
    with django_capture_on_commit_callbacks(execute=True):
        said = sweep()
    assert set(Attachment.objects.all()) == {kept, fresh}
    assert not default_storage.exists(stray)
    assert not default_storage.exists(old.content.name)
    assert default_storage.exists(new_stray)  # of an upload that may be under way
    assert default_storage.exists(kept.content.name)
    assert said == "1 gönderilmemiş, 1 sahipsiz dosya silindi; 0 ekin dosyası yok."


def test_the_sweep_reports_what_is_lost_without_its_name(caplog) -> None:
    file = sent(name="Kabartay ailesi.txt")
    default_storage.delete(file.content.name)
    assert "1 ekin dosyası yok" in sweep()
    assert str(file.pk) in caplog.text
    assert "Kabartay" not in caplog.text
    assert file.content.name not in caplog.text


def test_the_sweep_finds_an_empty_disk() -> None:
    assert sweep().startswith("0 ")


# Keys


def test_rotation_brings_files_under_the_newest_key(settings, django_capture_on_commit_callbacks, sketched) -> None:
    settings.FIELD_KEYS = [OLD]
    file, gone = sent(photo(), "ev.jpg"), sent()
    default_storage.delete(gone.content.name)
    before = content_of(file)
    settings.FIELD_KEYS = [NEW, OLD]
    newer = sent(b"Yeni")
    with open_part(file) as reading:  # by somebody who downloads it meanwhile
        with django_capture_on_commit_callbacks(execute=True):
            said = StringIO()
            call_command("rotate_field_keys", stdout=said, stderr=StringIO())
        assert reading.readall() == before
    assert "dosyaları: 1" in said.getvalue()
    settings.FIELD_KEYS = [NEW]
    places = {file.content.name, file.preview.name}
    file.refresh_from_db()
    assert content_of(file) == before
    assert content_of(file, PREVIEW)
    assert not places & set(stored())
    assert content_of(newer) == b"Yeni"
    assert rotate_files() == 0


def test_what_does_not_open_is_not_touched_by_rotation(settings, caplog) -> None:
    settings.FIELD_KEYS = [OLD]
    file = sent()
    settings.FIELD_KEYS = [NEW]
    kept = stored()[file.content.name]
    assert rotate_files() == 0
    assert stored()[file.content.name] == kept
    assert f"attachment {file.pk}" in caplog.text
    with pytest.raises(UnreadableValue):
        content_of(file)
    settings.FIELD_KEYS = [NEW, OLD]
    assert rotate_files() == 1
    assert vault.is_under_newest_key(default_storage.open(Attachment.objects.get().content.name))


# Shown


def test_a_page_shows_pictures_papers_and_names(client) -> None:
    me = make_user("staff")
    thread = make_group(me)
    names = {"ev.jpg": photo(), "çok uzun bir adı olan dağıtım listesi.pdf": paper(), "liste.csv": b"a;b"}
    files = [
        services.add_attachment(thread=thread, upload=upload(content, name), by=me) for name, content in names.items()
    ]
    make_message(thread, attachments=files)
    client.force_login(me)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert f'src="{url(files[0], kucuk="1")}" width="533" height="800" loading="lazy"' in page
    assert f'href="{url(files[0], goster="1")}"' in page
    assert 'title="çok uzun bir adı olan dağıtım listesi.pdf"' in page
    assert "…" in page
    assert "liste.csv" in page
