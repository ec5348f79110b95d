"""The file about one person: complete, readable, in clear only for who may see it so, and never without a trace."""

import base64
import io
import json
import re
import zipfile
import zlib
from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.identity import PROVED_AT
from accounts.models import AuditEntry, EventKind
from accounts.services.disclosures import record_read
from accounts.services.security_events import record_event
from beneficiaries.models import IdentityDocument, SensitiveRecord
from privacy.services.dossier import Dossier
from privacy.services.pdf import write_pdf
from privacy.subjects import SUBJECTS

from ..factories import make_head, make_household, make_person, make_user
from .rows import deliver, make_notice, make_request

pytestmark = pytest.mark.django_db
NUMBER = "10000000146"


def somebody():
    person = make_head(first_name="Işıl", last_name="Şağöğlü", identity_number=NUMBER, phone="+905321234567")
    IdentityDocument.objects.create(person=person, kind="passport", number="U7654321")
    SensitiveRecord.objects.create(person=person, notes="Rampa gerekiyor")
    deliver(make_notice(), person)
    make_request(subject_kind="beneficiary", subject_pk=person.pk, summary="Ne tutuyorsunuz?")
    record_read(person, fields=["phone"], reason="Randevu için arandı", by=make_user("staff", full_name="Zeynep Kaya"))
    return person


def taken(client, person, kind="beneficiary"):
    answer = client.post(f"/kisisel-veriler/kisi-dosyasi/{kind}/{person.pk}/", {"reason": "Başvurusu üzerine"})
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    return json.loads(archive.read("kisi.json")), archive.read("kisi.pdf")


def said(told):
    return "\n".join(f"{row['label']}: {row['value']}" for part in told["sections"] for row in part["rows"])


def test_the_file_tells_everything_in_clear_to_who_may_see_it(client):
    person = somebody()
    client.force_login(make_user("admin"))
    told, _ = taken(client, person)
    text = said(told)
    for value in ("Işıl", NUMBER, "U7654321", "Rampa gerekiyor", "Ne tutuyorsunuz?", "0532 123 45 67"):
        assert value in text
    looks = next(part for part in told["sections"] if part["title"] == "Kim baktı")
    assert "Zeynep Kaya" in looks["rows"][0]["value"]
    assert "Randevu için arandı" in looks["rows"][0]["value"]


def test_what_pages_mask_stays_masked_for_who_has_only_the_verb_of_the_file(client):
    person, clerk = somebody(), make_user("accounting")
    codes = ("export_subject", "view_requests")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(clerk)
    told, _ = taken(client, person)
    text = said(told)
    for value in (NUMBER, "U7654321", "Rampa gerekiyor", "0532 123 45 67"):
        assert value not in text
    assert "Işıl" in text


def test_taking_the_file_is_in_the_persons_history(client):
    person, clerk = somebody(), make_user("board")
    client.force_login(clerk)
    taken(client, person)
    entry = AuditEntry.objects.get(action="export")
    assert (entry.actor, entry.row_pk, entry.reason) == (clerk, str(person.pk), "Başvurusu üzerine")
    assert "Kişinin dosyası dışa aktarıldı" in client.get(person.get_absolute_url()).content.decode()


def test_no_file_without_a_reason_or_out_of_sight(client):
    person = make_person(make_household())
    address = f"/kisisel-veriler/kisi-dosyasi/beneficiary/{person.pk}/"
    client.force_login(make_user("board"))
    assert client.post(address, {"reason": "yok"}).status_code == 422
    visitor = make_user("volunteer")
    visitor.user_permissions.set(Permission.objects.filter(codename__in=("export_subject", "view_requests")))
    client.force_login(visitor)
    assert client.post(address, {"reason": "Başvurusu üzerine"}).status_code == 404
    assert not AuditEntry.objects.filter(action="export").exists()


def test_the_pdf_holds_its_font_and_every_turkish_letter(client):
    letters = "İĞŞÇÖÜığşçöü"
    person = make_head(first_name=letters, last_name="Yılmaz")
    client.force_login(make_user("admin"))
    _, pdf = taken(client, person)
    assert pdf.startswith(b"%PDF-")
    assert b"DejaVuSans" in pdf
    assert {*map(ord, letters)} <= letters_of(pdf)


@pytest.mark.parametrize("text", ["a\n" * 600, "W" * 3_000, "\n", "<b>&<para>", ("W" * 59 + "\n") * 60])
def test_the_pdf_has_room_for_whatever_was_typed(text):
    file = io.BytesIO()
    told = Dossier("Kişi", "<b>&", timezone.now(), "Ayşe", "</para>", [("Başvuru", [("Ne istiyor", text)])])
    write_pdf(told, file)
    assert file.getvalue().startswith(b"%PDF-")


def letters_of(pdf: bytes) -> set[int]:
    """Return the letters that the fonts of a PDF say they draw."""
    found: set[int] = set()
    for stream in re.findall(rb"stream\r?\n(.*?)\s*endstream", pdf, re.DOTALL):
        text = _plain(stream)
        for block in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.DOTALL):
            found |= {int(code, 16) for row in re.findall(rb"\[(.*?)\]", block, re.DOTALL) for code in _codes(row)}
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
            found |= {int(code, 16) for code in _codes(block)[1::2]}
    return found


def _codes(text: bytes) -> list[bytes]:
    return re.findall(rb"<([0-9A-Fa-f]+)>", text)


def _plain(stream: bytes) -> bytes:
    """Return what a stream of the PDF holds; pages are compressed and in base 85, fonts and their tables are not."""
    stream = stream.strip()
    if stream.endswith(b"~>"):
        stream = base64.a85decode(b"<~" + stream, adobe=True)
    with suppress(zlib.error):
        return zlib.decompress(stream)
    return stream


def test_a_user_of_the_panel_has_a_file_too(client):
    user = make_user("volunteer", full_name="Ömer Çağlı")
    client.force_login(make_user("admin"))
    told, pdf = taken(client, user, "user")
    assert "Ömer Çağlı" in said(told)
    assert pdf


def test_where_somebody_signed_in_from_is_not_for_who_may_do_less(client):
    user, lesser = make_user("admin"), make_user("staff")
    record_event(EventKind.SUCCESS, user=user)
    verbs = Permission.objects.filter(codename__in=("manage_users", "export_subject"))
    lesser.user_permissions.set(verbs)
    client.force_login(lesser)
    titles = [part["title"] for part in taken(client, user, "user")[0]["sections"]]
    assert "Hesap" in titles
    assert "Güvenlik olayları" not in titles


def test_every_kind_tells_about_its_people():
    assert {*SUBJECTS} >= {"beneficiary", "user"}


def test_an_open_screen_is_not_enough(client):
    person = make_person()
    client.force_login(make_user("board"))
    session = client.session
    session[PROVED_AT] = (timezone.now() - timedelta(hours=2)).timestamp()
    session.save()
    answer = client.post(f"/kisisel-veriler/kisi-dosyasi/beneficiary/{person.pk}/", {"reason": "Başvurusu üzerine"})
    assert "Siz olduğunuzu doğrulayın" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="export").exists()
