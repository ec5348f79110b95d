"""Requests: their numbers, their clock, their states, and what their pages show."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from accounts.models import AuditEntry
from privacy.models import DataRequest
from privacy.querysets import due_soon, late
from privacy.services import requests

from ..factories import make_person, make_user
from ..pages import filled
from .rows import make_request

pytestmark = pytest.mark.django_db


def received(days_ago: int, **fields):
    return make_request(received_on=timezone.localdate() - timedelta(days=days_ago), **fields)


def test_numbers_run_within_a_year():
    first, second = make_request(), make_request()
    assert (first.year, first.number, second.number) == (timezone.localdate().year, 1, 2)
    assert str(second) == f"{second.year}/0002"


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_and_no_doubles_in_parallel():
    clerk, line = make_user("admin"), Barrier(6)

    def record(fails: bool) -> None:
        try:
            line.wait()
            with transaction.atomic():
                make_request(by=clerk)
                if fails:
                    transaction.set_rollback(True)
        finally:
            connections.close_all()

    threads = [Thread(target=record, args=[number % 2 == 0]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    make_request(by=clerk)
    assert sorted(DataRequest.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_the_clock_is_in_the_database():
    overdue, today, soon, far = received(31), received(30), received(23), received(22)
    assert (overdue.due_on - overdue.received_on).days == 30
    assert {*DataRequest.objects.filter(late())} == {overdue}
    assert {*DataRequest.objects.filter(due_soon())} == {today, soon}
    assert far.is_open


def test_an_answer_needs_a_known_person_and_a_text():
    clerk, request = make_user("board"), make_request()
    requests.change_state(request=request, target="work", by=clerk)
    with pytest.raises(ValidationError, match="kimliği doğrulanmalıdır"):
        requests.change_state(request=request, target="answered", by=clerk, answer="Şunları tutuyoruz")
    requests.check_identity(request=request, how="document", by=clerk)
    with pytest.raises(ValidationError, match="yanıtı yazın"):
        requests.change_state(request=request, target="answered", by=clerk)
    done = requests.change_state(request=request, target="answered", by=clerk, answer="Şunları tutuyoruz")
    assert done.closed_at
    assert not done.is_open
    again = requests.change_state(request=request, target="work", by=clerk, reason="İtiraz etti")
    assert again.closed_at is None


def test_a_refusal_needs_its_reason_and_no_state_is_skipped():
    clerk, request = make_user("board"), make_request()
    with pytest.raises(ValidationError, match="geçilemez"):
        requests.change_state(request=request, target="answered", by=clerk, answer="Evet")
    requests.change_state(request=request, target="work", by=clerk)
    with pytest.raises(ValidationError, match="nedenini"):
        requests.change_state(request=request, target="refused", by=clerk)
    requests.change_state(request=request, target="refused", by=clerk, reason="Yasal saklama süresi dolmadı")


def test_who_records_does_not_answer():
    clerk, request = make_user("staff"), make_request(by=make_user("staff"))
    with pytest.raises(PermissionDenied):
        requests.change_state(request=request, target="work", by=clerk)
    with pytest.raises(PermissionDenied):
        make_request(by=make_user("auditor"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "answered", "closed_at": timezone.now()},
        {"state": "answered"},
        {"state": "refused", "closed_at": timezone.now(), "state_reason": ""},
        {"applicant": ""},
        {"state": "burnt"},
        {"closed_at": timezone.now()},
    ],
)
def test_the_database_refuses(wrong):
    request = make_request()
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.filter(pk=request.pk).update(**wrong)


def test_a_request_of_somebody_who_is_kept(client):
    person = make_person(first_name="Işıl", last_name="Şahin")
    client.force_login(make_user("staff"))
    posted = {"kind": "erasure", "channel": "petition", "received_on": "01.11.2026", "summary": "Silinsin"}
    answer = client.post(f"/kisisel-veriler/basvurular/yeni/beneficiary/{person.pk}/", posted)
    assert answer.status_code == 302
    request = DataRequest.objects.get()
    assert request.subject == person
    for page in (answer["Location"], "/kisisel-veriler/basvurular/"):
        assert "Işıl Şahin" in client.get(page).content.decode()
    assert f"Başvuru {request}" in client.get(person.get_absolute_url()).content.decode()


def test_search_finds_number_name_and_subject():
    person = make_person(first_name="Işıl", last_name="Şahin")
    of_person = make_request(subject_kind="beneficiary", subject_pk=person.pk)
    other = make_request(applicant="Mehmet Kaya")
    found = DataRequest.objects.all()
    assert {*found.search("isil sahin")} == {of_person}
    assert {*found.search("mehmet")} == {other}
    assert {*found.search(f"{other.year}/{other.number}")} == {other}


def test_nobody_is_named_and_nothing_typed_is_lost(client):
    client.force_login(make_user("staff"))
    posted = {"kind": "erasure", "channel": "petition", "received_on": "01.11.2026", "summary": "Silinsin lütfen"}
    answer = client.post("/kisisel-veriler/basvurular/yeni/", posted)
    assert answer.status_code == 422
    assert "Silinsin lütfen" in answer.content.decode()
    assert "Başvuranın adını yazın." in answer.content.decode()


def test_of_two_who_correct_one_request_the_second_is_told_what_stayed(client):
    client.force_login(make_user("board"))
    request = make_request()
    address = f"{request.get_absolute_url()}duzenle/"
    mine = client.get(address).content.decode()
    DataRequest.objects.filter(pk=request.pk).update(applicant="Zeynep Koç")
    answer = client.post(address, filled(mine, contact="Posta kutusu 7"), follow=True)
    request.refresh_from_db()
    assert (request.applicant, request.contact) == ("Zeynep Koç", "Posta kutusu 7")
    assert "onun değerleri korundu: Başvuran" in answer.content.decode()


def test_a_state_is_changed_on_its_page(client):
    clerk, request = make_user("board"), make_request()
    client.force_login(clerk)
    address = f"{request.get_absolute_url()}durum/"
    client.post(f"{address}work/")
    client.post(f"{request.get_absolute_url()}kimlik/", {"how": "document"})
    assert client.post(f"{address}answered/", {"answer": ""}).status_code == 422
    assert client.post(f"{address}answered/", {"answer": "Kayıtlarınız ektedir."}).status_code == 302
    assert client.get(f"{address}withdrawn/").status_code == 404
    page = client.get(request.get_absolute_url()).content.decode()
    assert "Kayıtlarınız ektedir." in page
    assert "Kimlik belgesi görüldü" in page


def test_the_trail_holds_no_copy_of_what_was_asked():
    request = make_request(summary="Kanser tedavim silinsin", contact="Papatya Sokak 3")
    entry = AuditEntry.objects.get(table_name="privacy_datarequest", row_pk=str(request.pk))
    assert "Kanser" not in str(entry.changes)
    assert "Papatya" not in str(entry.changes)


def test_the_list_takes_the_same_queries_for_one_and_three(client, django_assert_max_num_queries):
    client.force_login(make_user("admin"))
    with django_assert_max_num_queries(40):
        client.get("/kisisel-veriler/basvurular/")
    make_request()
    with django_assert_max_num_queries(40) as one:
        client.get("/kisisel-veriler/basvurular/?sort=-due")
    person = make_person()
    make_request(subject_kind="beneficiary", subject_pk=person.pk)
    make_request(responsible=make_user("staff"))
    with django_assert_max_num_queries(40) as three:
        client.get("/kisisel-veriler/basvurular/?sort=-due")
    assert len(one.captured_queries) == len(three.captured_queries)


def test_people_of_every_kind_are_found_and_nobody_out_of_sight(client):
    make_person(first_name="Işıl", last_name="Şahin")
    make_user("volunteer", full_name="Işıl Gönüllü")
    client.force_login(make_user("admin"))
    page = client.post("/kisisel-veriler/kisi-bul/", {"q": "işıl"}).content.decode()
    assert "Işıl Şahin" in page
    assert "Işıl Gönüllü" in page
    client.force_login(make_user("staff"))  # who manages no users
    page = client.post("/kisisel-veriler/kisi-bul/", {"q": "işıl"}).content.decode()
    assert "Işıl Gönüllü" not in page


def test_the_numbers_of_the_dashboard_are_those_of_the_lists(client):
    received(40)
    received(1)
    client.force_login(make_user("board"))
    page = client.get("/").content.decode()
    assert "Geciken KVKK başvurusu" in page
    assert client.get("/kisisel-veriler/basvurular/?clock=late").context["listing"].total == 1
    client.force_login(make_user("volunteer"))
    assert "KVKK" not in client.get("/").content.decode()


def test_the_history_names_the_kind_of_person_in_words(client):
    admin = make_user("admin")
    request = make_request(by=admin, subject_kind="beneficiary", subject_pk=make_person().pk)
    client.force_login(admin)
    (entry,) = client.get(request.get_absolute_url()).context["history"]
    said = {str(change.label): change.after for change in entry.changes}
    assert said["kişinin türü"] == "Kişi"
