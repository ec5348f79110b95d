"""Files of agenda items: only what they say they are, given out to those who see the meeting, and audited."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEntry
from meetings import services
from meetings.models import AgendaFile

from .rows import make_file, make_item, make_meeting

pytestmark = pytest.mark.django_db


def bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("x", b"0")
    return held.getvalue()


NASTY = [
    ("page.html", b"<script>alert(1)</script>"),
    ("bild.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    ("makro.docx", bomb()),
    ("program.exe", b"MZ\x90\x00"),
    ("bos.pdf", b""),
    ("metin.txt", b"\x00\x01"),
]


@pytest.mark.parametrize(("name", "content"), NASTY)
def test_what_is_no_document_is_refused(client, name, content):
    item = make_item()
    client.force_login(item.meeting.organiser)
    page = client.get(reverse("meetings:file_add", args=[item.pk])).content.decode()
    assert 'enctype="multipart/form-data"' in page
    upload = SimpleUploadedFile(name, content, "application/pdf")
    answer = client.post(reverse("meetings:file_add", args=[item.pk]), {"upload": upload})
    assert answer.status_code == 422
    assert not AgendaFile.objects.exists()


def test_a_file_is_given_out_to_those_who_see_the_meeting(client, make_user):
    called, stranger = make_user("volunteer"), make_user("volunteer")
    item = make_item(make_meeting(people=[called]))
    file = make_file(item, "../../etc/teklif\u202e.pdf")
    assert file.name == "teklif.pdf"
    assert "teklif" not in str(file.content.name)
    client.force_login(called)
    answer = client.get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 teklif"
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''teklif.pdf"
    assert answer["Content-Type"] == "application/octet-stream"
    assert "teklif.pdf" in client.get(item.meeting.get_absolute_url()).content.decode()
    client.force_login(stranger)
    assert client.get(file.get_absolute_url()).status_code == 404
    assert AuditEntry.objects.filter(table_name="meetings_agendafile").exists()


def test_who_holds_the_meeting_puts_and_takes_files(make_user, django_capture_on_commit_callbacks):
    file = make_file()
    with pytest.raises(PermissionDenied):
        services.add_file(item=file.item, upload=SimpleUploadedFile("a.pdf", b"%PDF-1"), by=make_user("volunteer"))
    with pytest.raises(ValidationError):
        services.remove_item(item=file.item, by=file.item.meeting.organiser)
    place = str(file.content.name)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_file(file=file, by=file.item.meeting.organiser)
    assert not default_storage.exists(place)
    services.remove_item(item=file.item, by=file.item.meeting.organiser)


def test_a_point_takes_no_more_than_twenty(monkeypatch):
    monkeypatch.setattr("meetings.services.files.MOST_FILES", 1)
    file = make_file()
    with pytest.raises(ValidationError):
        make_file(file.item)
