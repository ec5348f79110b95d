"""Case files: documents with versions, consents, notes with what follows, referrals; and forgetting all of them."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.audit import history
from beneficiaries import consents, retention, services
from beneficiaries.models import (
    BankAccount,
    Beneficiary,
    CaseNote,
    ConsentText,
    Paper,
    PaperVersion,
    PersonConsent,
    Referral,
)
from beneficiaries.services.case_telling import remind_of_case_files
from kafkasder.core.days import today
from kafkasder.core.synthetic.numbers import iban
from notifications.models import WorkflowNotification
from tasks.models import Task

from ..factories import make_head, make_person, make_user
from ..pages import filled
from .case_rows import (
    PDF,
    make_account,
    make_consent,
    make_note,
    make_paper,
    make_referral,
    make_text,
    photo,
    upload,
)

pytestmark = pytest.mark.django_db
REASON = "Komisyon toplantısı için"


@pytest.fixture(autouse=True)
def empty_storage() -> None:
    """The bench keeps files in memory, for all tests of a process together."""
    for place in _places():
        default_storage.delete(place)


def url(name: str, *args: Any) -> str:
    return reverse(f"beneficiaries:{name}", args=args)


def _places(folder: str = "papers") -> list[str]:
    if not default_storage.exists(folder):
        return []
    folders, files = default_storage.listdir(folder)
    return [
        *(f"{folder}/{name}" for name in files),
        *(place for each in folders for place in _places(f"{folder}/{each}")),
    ]


def kept() -> int:
    """Return how many files of documents there are."""
    return len(_places())


# Documents


def test_a_new_version_keeps_the_former_and_going_back_makes_another() -> None:
    paper, by = make_paper(), make_user("staff")
    services.add_version(paper=paper, upload=upload(PDF + b" iki", "kira2.pdf"), by=by, note="Yenilendi")
    first, second = paper.versions.order_by("number")
    assert (first.name, second.name, second.note) == ("kira.pdf", "kira2.pdf", "Yenilendi")
    third = services.restore_version(version=first, by=by)
    assert (third.number, third.name, third.restores) == (3, "kira.pdf", first)
    assert [each.content.open().read() for each in (first, third)] == [PDF, PDF]
    assert third.content.name != first.content.name
    with pytest.raises(ValidationError):
        services.restore_version(version=third, by=by)


def test_what_is_no_document_leaves_no_file_behind() -> None:
    head = make_head()
    paper = Paper(household=head.household, kind="rent")
    with pytest.raises(ValidationError):
        services.add_paper(paper=paper, upload=upload(b"MZ\x90", "kira.exe"), by=make_user("staff"))
    assert kept() == 0


def test_a_removed_document_says_why_and_its_files_are_gone(django_capture_on_commit_callbacks: Any) -> None:
    paper = make_paper(content=photo(), name="ev.jpg")
    assert kept() == 2  # with its preview
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_paper(paper=paper, reason="Başka ailenin", by=make_user("staff"))
    assert kept() == 0
    assert not Paper.objects.visible_to(make_user("staff")).exists()
    assert Paper.objects.get().removed_reason == "Başka ailenin"


def test_every_download_is_in_the_trail_and_a_preview_is_not(client: Client) -> None:
    version = make_paper(content=photo(), name="ev.jpg").versions.get()
    clerk = make_user("staff")
    client.force_login(clerk)
    answer = client.post(url("version_download", version.pk))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == version.content.read()
    preview = client.get(url("version_preview", version.pk))
    assert preview.headers["Content-Type"] == "image/webp"
    assert [each.actor_id for each in history(version).filter(action="view")] == [clerk.pk]


def test_documents_go_along_with_their_owner(client: Client) -> None:
    head, host = make_head(), make_head()
    member = make_person(head.household)
    paper, of_all = make_paper(member), make_paper(head, person=None)
    services.move_person(person=member, target=host.household, moved_on=today(), by=make_user("staff"))
    assert Paper.objects.get(pk=paper.pk).household == host.household
    assert Paper.objects.get(pk=of_all.pk).household == head.household


def test_a_document_is_added_by_its_form(client: Client) -> None:
    head = make_head()
    client.force_login(make_user("staff"))
    form = {"kind": "rent", "title": "", "note": "", "expires_on": "31.12.2030", "person": head.pk, "upload": upload()}
    answer = client.post(url("paper_create", head.household_id), form)
    paper = Paper.objects.get()
    assert answer.headers["Location"] == paper.get_absolute_url()
    assert (paper.person, paper.expires_on, paper.versions.get().number) == (head, date(2030, 12, 31), 1)
    html = client.get(head.household.get_absolute_url()).content.decode()
    assert "Kira sözleşmesi" in html
    assert 'enctype="multipart/form-data"' in client.get(url("paper_create", head.household_id)).content.decode()


# Consents


def test_a_consent_holds_for_its_purpose_until_it_ends_or_is_taken_back() -> None:
    person = make_head()
    now = today()
    assert not consents.may(person, "photo")
    make_consent(person, "photo", given_on=now - timedelta(days=10), expires_on=now)
    assert consents.may(person, "photo")
    assert not consents.may(person, "share_partner")
    assert not consents.may(person, "photo", on=now + timedelta(days=1))
    assert not consents.may(person, "photo", on=now - timedelta(days=11))
    taken = services.withdraw_consent(person=person, purpose="photo", reason="Telefonda söyledi", by=make_user("staff"))
    assert taken == 1
    assert not consents.may(person, "photo")
    assert PersonConsent.objects.get().state == "withdrawn"


def test_who_is_responsible_is_told_that_a_consent_was_withdrawn() -> None:
    visitor, clerk = make_user("staff"), make_user("staff")
    person = make_head()
    person.household.assigned_to = visitor
    person.household.save()
    make_consent(person, "photo")
    services.withdraw_consent(person=person, purpose="photo", reason="Telefonda söyledi", by=clerk)
    assert [each.recipient for each in WorkflowNotification.objects.all()] == [visitor]


def test_a_consent_is_given_to_the_newest_text_and_to_none_where_there_is_none() -> None:
    person, by = make_head(), make_user("board")
    new = {"person": person, "purpose": "photo", "way": "signed"}
    with pytest.raises(ValidationError):
        services.record_consent(consent=PersonConsent(**new), by=by)
    for words in ("Birinci", "İkinci"):
        services.write_consent_text(text=ConsentText(purpose="photo", text=words), by=by)
    consent = services.record_consent(consent=PersonConsent(**new), by=by, upload=upload(name="riza.pdf"))
    assert (consent.text.number, consent.text.text) == (2, "İkinci")
    assert consent.evidence.kind == "consent"
    with pytest.raises(ValidationError):
        services.remove_paper(paper=consent.evidence, reason=REASON, by=by)


def test_somebody_else_consents_for_a_child() -> None:
    head, by = make_head(), make_user("staff")
    child = make_person(head.household, birth_date=today() - timedelta(days=3000))
    make_text("photo")
    new = {"person": child, "purpose": "photo", "way": "signed"}
    for guardian in (None, make_head()):
        with pytest.raises(ValidationError):
            services.record_consent(consent=PersonConsent(**new, guardian=guardian), by=by)
    assert services.record_consent(consent=PersonConsent(**new, guardian=head), by=by).giver == str(head)


# Notes


def test_a_note_opens_the_task_that_follows(client: Client) -> None:
    head, clerk = make_head(), make_user("staff")
    client.force_login(clerk)
    address = url("note_create", head.household_id)
    form = filled(client.get(address).content.decode(), kind="visit", words="Soba yok", task_title="Soba bul")
    assert client.post(address, form).status_code == 302
    note, task = CaseNote.objects.get(), Task.objects.get()
    assert (note.text, note.author, note.follow_up) == ("Soba yok", clerk, task)
    assert (task.reference_kind, task.reference_pk) == ("household", head.household_id)
    html = client.get(head.household.get_absolute_url()).content.decode()
    assert "Soba yok" in html
    assert "Soba bul" in html


def test_a_sensitive_note_is_encrypted_and_there_for_few_alone(client: Client) -> None:
    head = make_head()
    note = CaseNote(household=head.household, kind="office", is_sensitive=True, secret_text="Şiddet görmüş")
    services.write_note(note=note, by=make_user("staff"))
    for role, seen in (("staff", 1), ("auditor", 0)):
        user = make_user(role)
        assert CaseNote.objects.visible_to(user).count() == seen
        client.force_login(user)
        assert "Şiddet" not in client.get(head.household.get_absolute_url()).content.decode()
    client.force_login(make_user("staff"))
    assert "Şiddet görmüş" in client.post(url("note_reveal", note.pk), {"reason": REASON}).content.decode()
    with pytest.raises(PermissionDenied):
        services.write_note(
            note=CaseNote(household=head.household, kind="office", is_sensitive=True, secret_text="x"),
            by=make_user("auditor"),
        )


def test_a_volunteer_notes_a_visit_and_takes_back_but_their_own(client: Client) -> None:
    head, visitor = make_head(), make_user("volunteer")
    head.household.assigned_to = visitor
    head.household.save()
    note = services.write_note(note=CaseNote(household=head.household, kind="visit", text="Evdeler"), by=visitor)
    services.withdraw_note(note=note, reason="Yanlış hane", by=visitor)
    assert CaseNote.objects.get().withdrawn_reason == "Yanlış hane"
    with pytest.raises(PermissionDenied):
        services.withdraw_note(note=make_note(head), reason=REASON, by=visitor)


# Referrals


def test_a_person_is_referred_with_consent_or_for_a_reason_by_who_may() -> None:
    person = make_head()
    new = {"person": person, "kind": "legal", "institution": "Baro", "reason": "Nafaka"}
    for role, reason in (("staff", "Acil"), ("board", "")):
        with pytest.raises(ValidationError):
            services.refer(referral=Referral(**new, without_consent=reason), by=make_user(role))
    urgent = services.refer(referral=Referral(**new, without_consent="Bugün son gün"), by=make_user("board"))
    assert (urgent.consent, urgent.without_consent) == (None, "Bugün son gün")
    consent = make_consent(person)
    referral = services.refer(referral=Referral(**new, without_consent="Acil"), by=make_user("staff"))
    assert (referral.consent, referral.without_consent) == (consent, "")


def test_a_referral_goes_along_its_table_and_keeps_the_answer() -> None:
    referral, by = make_referral(), make_user("staff")
    with pytest.raises(ValidationError):
        services.change_referral_state(referral=referral, target="completed", by=by, reason="Oldu")
    services.change_referral_state(referral=referral, target="accepted", by=by)
    with pytest.raises(ValidationError):
        services.change_referral_state(referral=referral, target="completed", by=by)
    done = services.change_referral_state(referral=referral, target="completed", by=by, reason="Nafaka bağlandı")
    assert (done.state, done.answer) == ("completed", "Nafaka bağlandı")


# What ends


def test_what_ends_soon_is_told_once() -> None:
    person, clerk = make_head(), make_user("staff")
    soon = today() + timedelta(days=7)
    make_consent(person, "photo", expires_on=soon, by=clerk)
    make_consent(person, "sms", expires_on=soon + timedelta(days=90), by=clerk)
    make_paper(person, expires_on=soon)
    make_referral(person, sent_on=today() - timedelta(days=9), answer_by=today() - timedelta(days=1), by=clerk)
    assert remind_of_case_files() == 3
    assert remind_of_case_files() == 0


# Pages


def test_the_sections_ask_as_often_for_one_row_as_for_three(client: Client, django_assert_max_num_queries: Any) -> None:
    client.force_login(make_user("staff"))
    counts, serials = [], count()
    for size in (1, 3):
        head = make_head()
        for _ in range(size):
            make_account(head, iban=iban(next(serials)), is_primary=False)
            make_paper(head)
            make_note(head, follow_up=Task.objects.create(title="Ara", created_by=make_user("staff")))
            make_referral(head, consent=make_consent(head, "share_partner"), without_consent="")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(head.household.get_absolute_url()).status_code == 200
            assert client.get(head.get_absolute_url()).status_code == 200
        counts.append(sorted(query["sql"].split(" WHERE ")[0] for query in queries))
    assert counts[0] == counts[1]


def test_the_card_tells_account_consents_and_last_notes(client: Client) -> None:
    head = make_head(first_name="Gül", last_name="Işık")
    make_account(head, is_primary=True)
    make_consent(head, "photo")
    make_note(head, text="Kömür bekliyor")
    client.force_login(make_user("staff"))
    html = client.get(url("household_card", head.household_id)).content.decode()
    for shown in ("TR** **** **** 0001", "Fotoğraf ve video yayını", "Kömür bekliyor"):
        assert shown in html


def test_the_timeline_tells_of_the_case_file(client: Client) -> None:
    head = make_head()
    make_paper(head)
    make_note(head)
    services.withdraw_consent(
        person=make_consent(head, "photo").person, purpose="photo", reason="İstemedi", by=make_user("staff")
    )
    client.force_login(make_user("staff"))
    for address in (head.household.get_absolute_url(), head.get_absolute_url()):
        html = client.get(address, {"tur": "dosya"}).content.decode()
        for told in ("Belge eklendi", "Not: Telefon görüşmesi", "Rıza geri çekildi"):
            assert told in html, told


# Forgetting


def test_with_a_person_all_of_their_case_file_is_forgotten(django_capture_on_commit_callbacks: Any) -> None:
    person = make_head()
    make_account(person, is_primary=True, note="Eltisinin")
    consent = make_consent(person, "photo", note="Sözlü de dedi", evidence=make_paper(person, kind="consent"))
    make_paper(person, content=photo(), name="ev.jpg", title="Evleri")
    make_note(person)
    make_referral(person, contact="Av. Ali Can")
    with django_capture_on_commit_callbacks(execute=True):
        traces = retention._forget_person(person)
    assert kept() == 0
    assert not CaseNote.objects.exists()
    assert not PaperVersion.objects.exists()
    account, referral = BankAccount.objects.get(), Referral.objects.get()
    assert (account.iban, account.iban_end, account.state, account.note) == ("", "", "closed", "")
    assert (referral.contact, referral.reason == "Nafaka") == ("", False)
    consent.refresh_from_db()
    assert (consent.note, consent.evidence) == ("", None)
    for model in (BankAccount, Paper, PaperVersion, PersonConsent, CaseNote, Referral):
        assert list(traces[model._meta.db_table]), model
    assert Beneficiary.objects.get(pk=person.pk).destroyed_at
    retention._forget_person(person)  # a second time, as after a backup


def test_with_a_household_what_belongs_to_all_is_forgotten() -> None:
    head = make_head()
    make_paper(head, person=None)
    make_note(head, person=None)
    retention._forget_household(head.household)
    assert not CaseNote.objects.exists()
    assert not PaperVersion.objects.exists()
    assert timezone.now() - head.household.__class__.objects.get().destroyed_at < timedelta(minutes=5)
