"""Breaches: the 72 hours, the steps, and the people concerned."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from freezegun import freeze_time

from accounts.audit import acting
from accounts.models import AuditEntry
from accounts.services.disclosures import record_export, record_read
from beneficiaries.models import Beneficiary, IdentityDocument, SensitiveRecord
from privacy.models import Breach, ConcernedPerson
from privacy.querysets import overdue, unnotified
from privacy.services import breaches
from privacy.subjects import SUBJECTS
from privacy.templatetags.privacy import breach_clock

from ..factories import make_household, make_person, make_user
from .rows import make_breach

pytestmark = pytest.mark.django_db
PEOPLE = SUBJECTS["beneficiary"]
HOUR = timedelta(hours=1)


def learned(hours_ago, **fields):
    return make_breach(learned_at=timezone.now() - hours_ago * HOUR, **fields)


def test_the_clock_is_in_the_database():
    late, running = learned(73), learned(71)
    assert late.due_at - late.learned_at == 72 * HOUR
    assert {*Breach.objects.filter(unnotified())} == {late, running}
    assert {*Breach.objects.filter(overdue())} == {late}
    assert "1 saat gecikti" in breach_clock(late)
    assert "0 saat kaldı" in breach_clock(running)


def test_the_clock_counts_hours_and_no_days_when_clocks_change():
    breach = make_breach(learned_at=timezone.datetime(2026, 3, 28, 12, tzinfo=timezone.get_default_timezone()))
    assert breach.due_at - breach.learned_at == 72 * HOUR


def test_told_in_time_needs_no_word_and_told_late_needs_one():
    clerk, in_time, late = make_user("board"), learned(10), learned(100)
    breaches.notify_authority(breach=in_time, at=timezone.now(), late_because="", by=clerk)
    with pytest.raises(ValidationError, match="nedenini"):
        breaches.notify_authority(breach=late, at=timezone.now(), late_because=" ", by=clerk)
    with pytest.raises(ValidationError, match="arasında"):
        breaches.notify_authority(breach=late, at=late.learned_at - HOUR, late_because="x", by=clerk)
    breaches.notify_authority(breach=late, at=timezone.now(), late_because="Sunucu kapalıydı", by=clerk)
    late.refresh_from_db()
    with pytest.raises(IntegrityError, match="breach_late_is_explained"), transaction.atomic():
        Breach.objects.filter(pk=late.pk).update(late_because="")
    assert "Geç bildirildi" in breach_clock(late)


def test_the_steps_go_along_the_table():
    clerk, breach = make_user("board"), learned(1)
    with pytest.raises(ValidationError, match="geçilemez"):
        breaches.change_state(breach=breach, target="persons", by=clerk)
    with pytest.raises(ValidationError, match="zamanıyla"):
        breaches.change_state(breach=breach, target="authority", by=clerk)
    with pytest.raises(ValidationError, match="nedenini"):
        breaches.change_state(breach=breach, target="closed", by=clerk)
    breaches.notify_authority(breach=breach, at=timezone.now(), late_because="", by=clerk)
    assert breaches.change_state(breach=breach, target="persons", by=clerk).persons_notified_at
    assert breaches.change_state(breach=breach, target="closed", by=clerk).closed_at
    with pytest.raises(PermissionDenied):
        breaches.change_state(breach=breach, target="open", by=make_user("auditor"), reason="x")


def test_everybody_whom_somebody_looked_at_is_found_in_the_trail():
    looker, other = make_user("staff"), make_user("staff")
    one, two, three, four, unseen = (make_person() for _ in range(5))
    home = make_household(head={})
    with freeze_time("2026-11-20 10:00"):
        record_read(one, fields=["phone"], reason="Arandı", by=looker)
        record_read(SensitiveRecord(person=two), fields=["notes"], reason="Rapor", by=looker)
        document = IdentityDocument.objects.create(person=three, kind="passport", number="U1")
        record_read(document, fields=["number"], reason="Vize", by=looker)
        record_read(home, fields=["phone"], reason="Arandı", by=looker)
        record_read(unseen, fields=["phone"], reason="Arandı", by=other)
        record_export(Beneficiary, rows=9, fields=["name"], address="/", reason="", by=looker)
    with freeze_time("2026-11-21 10:00"):
        record_read(four, fields=["phone"], reason="Arandı", by=looker)
    breach, clerk = learned(1), make_user("board")
    start = timezone.datetime(2026, 11, 20, 0, tzinfo=timezone.get_default_timezone())
    found = breaches.add_whom_somebody_viewed(
        breach=breach, user=looker, start=start, end=start + timedelta(hours=23), by=clerk
    )
    assert found == (4, 1)
    assert {*breach.people.values_list("subject_pk", flat=True)} == {one.pk, two.pk, three.pk, home.head_id}
    again = breaches.add_whom_somebody_viewed(
        breach=breach, user=looker, start=start, end=start + timedelta(hours=40), by=clerk
    )
    assert again == (1, 1)


def test_people_are_added_from_the_rooms_own_list_and_taken_off(client):
    here, there = make_person(first_name="Işıl"), make_person(first_name="Zeynep")
    breach = learned(1)
    client.force_login(make_user("board"))
    page = client.get(f"/kisisel-veriler/ihlaller/{breach.pk}/sec/beneficiary/?q=isil").content.decode()
    assert "Işıl" in page
    assert "Zeynep" not in page
    address = f"/kisisel-veriler/ihlaller/kisiler/ekle/{breach.pk}-beneficiary/"
    assert client.post(f"{address}?q=isil&all=1", {"why": ""}).status_code == 422
    client.post(f"{address}?q=isil&all=1", {"why": "Kayıp dizüstü"})
    client.post(f"{address}?row={there.pk}", {"why": "Kayıp dizüstü"})
    assert {*breach.people.values_list("subject_pk", flat=True)} == {here.pk, there.pk}
    assert "Işıl" in client.get(f"/kisisel-veriler/ihlaller/kisiler/?breach={breach.pk}").content.decode()
    gone = breach.people.get(subject_pk=there.pk)
    client.post(f"/kisisel-veriler/ihlaller/kisiler/toplu/cikar/?row={gone.pk}")
    assert breach.people.get().subject_pk == here.pk


def test_the_contact_list_is_a_file_and_is_recorded(client):
    person = make_person(first_name="Işıl", phone="+905321234567", email="isil@example.org")
    breach, clerk = learned(1), make_user("board")
    breaches.add_people(breach=breach, kind=PEOPLE, people=[person.pk], why="Kayıp dizüstü", by=clerk)
    client.force_login(clerk)
    address = f"/kisisel-veriler/ihlaller/kisiler/disa-aktar/?breach={breach.pk}"
    asked = {"form": "csv", "everything": "1"}
    text = b"".join(client.post(address, asked).streaming_content).decode()
    assert "Işıl" in text
    assert "0532 123 45 67" not in text
    entry = AuditEntry.objects.filter(action="export").latest("pk")
    assert (entry.actor, entry.table_name) == (clerk, "privacy_concernedperson")


def test_pages_record_and_tell(client):
    client.force_login(make_user("board"))
    posted = {"title": "Kayıp dizüstü", "learned_at": "20.11.2026 09:30", "description": "Otobüste unutuldu"}
    assert client.post("/kisisel-veriler/ihlaller/yeni/", posted | {"learned_at": "dün"}).status_code == 422
    wrong = client.post("/kisisel-veriler/ihlaller/yeni/", posted | {"happened_at": "21.11.2026 09:30"})
    assert "önce öğrenilemez" in wrong.content.decode()
    answer = client.post("/kisisel-veriler/ihlaller/yeni/", posted | {"data_kinds": ["identity", "contact"]})
    page = client.get(answer["Location"]).content.decode()
    assert "Kimlik, İletişim" in page
    breach = Breach.objects.get()
    address = f"{breach.get_absolute_url()}durum/authority/"
    told = client.post(address, {"at": "22.11.2026 09:00", "late_because": ""})
    assert told.status_code == 302
    assert "Süresinde bildirildi" in client.get(breach.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 404


def test_a_breach_saved_again_unchanged_meets_no_other_hand(client):
    breach = learned(1, description="Otobüste unutuldu")
    client.force_login(make_user("board"))
    address = f"{breach.get_absolute_url()}duzenle/"
    form = client.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields if name not in ("data_kinds", "is_drill")}
    shown["learned_at"] = timezone.localtime(breach.learned_at).strftime("%d.%m.%Y %H:%M")
    assert client.post(address, shown | {"measures": "Uzaktan silindi"}).status_code == 302
    assert Breach.objects.get().measures == "Uzaktan silindi"


def test_people_are_removed_only_by_who_manages():
    breach = learned(1)
    breaches.add_people(breach=breach, kind=PEOPLE, people=[make_person().pk], why="x", by=make_user("board"))
    with pytest.raises(PermissionDenied):
        breaches.remove_people(people=ConcernedPerson.objects.all(), by=make_user("auditor"))
    with acting(user=make_user("admin")):
        assert ConcernedPerson.objects.count() == 1


@pytest.mark.parametrize("name", ["learned_at", "happened_at"])
def test_a_moment_before_all_that_the_database_can_say_is_refused(client, name):
    """Once stored, it could be read no more: neither the list nor the page of the breach would open again."""
    client.force_login(make_user("board"))
    typed = {"title": "Kayıp bilgisayar", "learned_at": "02.03.2026 10:00", name: "01.01.0001 00:00"}
    answer = client.post("/kisisel-veriler/ihlaller/yeni/", typed)
    assert answer.status_code == 422
    assert name in answer.context["form"].errors
    assert not Breach.objects.exists()
