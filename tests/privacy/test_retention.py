"""Retention: what is due, two different people, what remains of a row, the log without the data, and tombstones."""

from datetime import date, datetime, timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, User
from beneficiaries import policy
from beneficiaries.models import Beneficiary, Household, IdentityDocument, SensitiveRecord, StateChange
from privacy.models import (
    DataRequest,
    DestructionCandidate,
    DestructionConfirmation,
    DestructionProposal,
    DestructionRecord,
    RetentionRule,
    Tombstone,
)
from privacy.retention import months_before
from privacy.services import forgetting, retention

from ..factories import make_household, make_person, make_user
from .rows import make_request

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=6 * 366)
NUMBER = "10000000146"


def old_household(archived=True, **fields):
    household = make_household(
        head={"first_name": "Işıl", "last_name": "Şahin", "identity_number": NUMBER, "phone": "+905321234567"}
        | {"birth_date": date(1987, 5, 19), "email": "isil@example.org"},
        address="Papatya Sokak 3",
        notes="Kapıcıya sorun",
        status="archived" if archived else "active",
        **fields,
    )
    IdentityDocument.objects.create(person=household.head, kind="passport", number="U7654321")
    SensitiveRecord.objects.create(person=household.head, notes="Rampa gerekiyor")
    StateChange.objects.create(household=household, source="active", target="archived", reason="Işıl Hanım taşındı")
    grow_old(household)
    return household


def grow_old(household):
    """Make it look as if nothing had happened for six years."""
    Household.objects.filter(pk=household.pk).update(updated_at=LONG_AGO)
    Beneficiary.objects.filter(household=household).update(updated_at=LONG_AGO)


def confirmed(proposal, *people):
    for person in people or (make_user("admin"), make_user("board")):
        proposal = retention.confirm(proposal=proposal, by=person)
    return proposal


def destroy_all_that_is_due():
    proposal = retention.propose(by=make_user("admin"))
    by = make_user("board")
    return retention.carry_out(proposal=confirmed(proposal, make_user("admin"), by), by=by)


def rows_due():
    proposal = retention.propose(by=make_user("admin"))
    return {*proposal.candidates.values_list("rule__kind", "row_pk")} if proposal else set()


def test_the_policy_begins_with_a_suggestion_for_every_kind():
    kinds = {*RetentionRule.objects.current().values_list("kind", flat=True)}
    assert kinds >= {"household", "beneficiary", "user", "data_request", "audit", "sessions"}
    assert not RetentionRule.objects.get(kind="audit").is_active


def test_a_new_decision_is_a_new_rule():
    old = RetentionRule.objects.current().get(kind="household")
    clerk = make_user("board")
    new = retention.set_rule(rule=RetentionRule(kind="household", months=120, basis="Karar 7"), by=clerk)
    tomorrow = timezone.localdate() + timedelta(days=1)
    retention.set_rule(rule=RetentionRule(kind="household", months=1, basis="x", valid_from=tomorrow), by=clerk)
    assert RetentionRule.objects.current().get(kind="household") == new
    assert RetentionRule.objects.filter(pk=old.pk, months=60).exists()
    with pytest.raises(PermissionDenied):
        retention.set_rule(rule=RetentionRule(kind="user", months=1, basis="x"), by=make_user("staff"))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-08-31", 6, "2026-02-28"), ("2026-01-15", 1, "2025-12-15"), ("2024-03-31", 1, "2024-02-29")],
)
def test_months_are_those_of_the_calendar(day, months, then):
    assert months_before(datetime.fromisoformat(day), months).date().isoformat() == then


def test_what_is_due():
    due, fresh, open_one = old_household(), make_household(head={}, status="archived"), old_household_open()
    touched = make_household(head={}, status="archived")
    grow_old(touched)
    Beneficiary.objects.filter(household=touched).update(updated_at=timezone.now())
    left = make_person(open_one, status="archived")
    grow_old(open_one)
    assert rows_due() == {("household", due.pk), ("beneficiary", left.pk)}
    assert fresh.pk


def old_household_open():
    household = make_household(head={})
    grow_old(household)
    return household


def test_nothing_due_is_no_proposal_and_there_is_one_at_a_time():
    assert retention.propose(by=make_user("admin")) is None
    old_household()
    retention.propose(by=make_user("admin"))
    with pytest.raises(IntegrityError, match="destruction_one_at_a_time"), transaction.atomic():
        retention.propose(by=make_user("admin"))


def test_two_different_people_confirm():
    household = old_household()
    proposal, one = retention.propose(by=make_user("admin")), make_user("board")
    retention.confirm(proposal=proposal, by=one)
    with pytest.raises(PermissionDenied, match="başka biri"):
        retention.confirm(proposal=proposal, by=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionConfirmation.objects.create(proposal=proposal, number=2, by=one)
    with pytest.raises(ValidationError, match="geçilemez"):
        retention.carry_out(proposal=proposal, by=one)
    with pytest.raises(PermissionDenied):
        retention.confirm(proposal=proposal, by=make_user("staff"))
    household.refresh_from_db()
    assert household.address


@pytest.mark.django_db(transaction=True)
def test_of_four_clicks_of_two_people_two_count():
    old_household()
    proposal, people = retention.propose(by=make_user("admin")), [make_user("board"), make_user("admin")]
    line, statuses = Barrier(4), []

    def click(person) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(person)
        try:
            line.wait()
            statuses.append(client.post(f"/kisisel-veriler/imha/{proposal.pk}/onay/").status_code)
        finally:
            connections.close_all()

    threads = [Thread(target=click, args=[person]) for person in people * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(statuses) < 500
    assert {*proposal.confirmations.values_list("by", flat=True)} == {each.pk for each in people}
    proposal.refresh_from_db()
    assert proposal.state == "destroyed"
    assert DestructionRecord.objects.get().count == 1


def test_what_remains_of_a_household_tells_nobody():
    household = old_household()
    person = household.head
    assert destroy_all_that_is_due() == 1
    connection.check_constraints()
    household.refresh_from_db()
    person = Beneficiary.objects.get(pk=person.pk)
    assert (str(person), person.identity_number, person.phone, person.email) == ("İmha edildi", "", "", "")
    assert (person.birth_date, person.birth_year) == (None, 1985)
    assert (household.address, household.notes) == ("", "")
    assert not IdentityDocument.objects.exists()
    assert not SensitiveRecord.objects.exists()
    assert not StateChange.objects.exclude(reason="").exists()
    admin = make_user("admin")
    assert not policy.can_change_household_state(admin, household)
    assert not policy.can_change_person_state(admin, person)


def test_the_log_holds_no_data_and_stays():
    household = old_household()
    destroy_all_that_is_due()
    record = DestructionRecord.objects.get()
    assert (record.rule.kind, record.count) == ("household", 1)
    assert not DestructionCandidate.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("select identity, digest from privacy_tombstone")
        stored = b"".join(bytes(part) for row in cursor.fetchall() for part in row)
    assert b"household" not in stored
    assert {stone.row for stone in Tombstone.objects.all()} == {
        ("household", household.pk),
        ("beneficiary", household.head_id),
    }
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        DestructionRecord.objects.update(count=7)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        cursor.execute("delete from privacy_destructionrecord")
    assert not AuditEntry.objects.filter(table_name="privacy_destructioncandidate", changes__has_key="row_pk").exists()


def test_who_was_taken_out_or_came_back_stays():
    spared, returned = old_household(), make_household(head={}, status="archived", address="Lale Sokak 1")
    grow_old(returned)
    clerk, proposal = make_user("board"), retention.propose(by=make_user("admin"))
    with pytest.raises(ValidationError, match="nedenini"):
        retention.take_out(candidate=proposal.candidates.get(row_pk=spared.pk), reason=" ", by=clerk)
    retention.take_out(candidate=proposal.candidates.get(row_pk=spared.pk), reason="Dava sürüyor", by=clerk)
    confirmed(proposal, clerk, make_user("admin"))
    Household.objects.filter(pk=returned.pk).update(status="draft")
    assert retention.carry_out(proposal=proposal, by=clerk) == 0
    assert {*Household.objects.values_list("address", flat=True)} == {"Papatya Sokak 3", "Lale Sokak 1"}
    assert not DestructionRecord.objects.exists()
    assert proposal.candidates.get(row_pk=returned.pk).kept_because


def test_a_cancelled_proposal_leaves_no_list():
    old_household()
    proposal = retention.propose(by=make_user("admin"))
    retention.cancel(proposal=proposal, reason="Kural yanlış", by=make_user("board"))
    assert not DestructionCandidate.objects.exists()
    assert retention.propose(by=make_user("admin"))


def test_a_destruction_that_was_broken_off_goes_on(monkeypatch):
    for _ in range(3):
        household = make_household(head={}, status="archived")
        grow_old(household)
    monkeypatch.setattr(retention, "ROWS_IN_A_BATCH", 1)
    proposal, by = retention.propose(by=make_user("admin")), make_user("board")
    confirmed(proposal, make_user("admin"), by)
    assert retention._destroy_batch(proposal, by) == 1
    assert retention.carry_out(proposal=proposal, by=by) == 2
    assert [record.count for record in DestructionRecord.objects.all()] == [1, 1, 1]


def test_a_restored_backup_forgets_again(tmp_path):
    household = old_household()
    destroy_all_that_is_due()
    outside = tmp_path / "tombstones"
    call_command("forget_again", write=outside, stdout=StringIO())
    assert "household" not in outside.read_text()
    # The backup brings back people, and knows nothing of what was destroyed since.
    Tombstone.objects.all().delete()
    moved = make_person(household, first_name="Zeynep")  # who had left before the destruction
    Beneficiary.objects.filter(pk=household.head_id).update(
        first_name="Işıl", last_name="Şahin", destroyed_at=None, status="active", phone="+905321234567"
    )
    Household.objects.filter(pk=household.pk).update(address="Papatya Sokak 3", destroyed_at=None, status="active")
    said = StringIO()
    call_command("forget_again", source=outside, stdout=said)
    assert "2" in said.getvalue()
    household.refresh_from_db()
    assert (household.address, household.status) == ("", "archived")
    assert str(Beneficiary.objects.get(pk=household.head_id)) == "İmha edildi"
    moved.refresh_from_db()
    assert moved.first_name == "Zeynep"
    call_command("forget_again", source=outside, stdout=StringIO())
    assert Tombstone.objects.count() == 2


def test_a_file_that_is_none_is_refused(tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text('{"row": "00", "at": "2026-01-01"}\n')
    with pytest.raises(CommandError, match=r"1\. satır"):
        call_command("forget_again", source=wrong)
    with pytest.raises(ValidationError):
        forgetting.read_tombstones(["nothing"])


def test_a_closed_account_and_an_old_request_are_forgotten():
    user = make_user("staff", full_name="Ömer Çağlı", phone="+905321234567", created_at=LONG_AGO, is_active=False)
    request = make_request(applicant="Fatma Kaya", contact="Lale Sokak 1", by=make_user("admin"))
    DataRequest.objects.filter(pk=request.pk).update(closed_at=LONG_AGO, state="withdrawn")
    assert destroy_all_that_is_due() == 2
    user = User.objects.get(pk=user.pk)
    assert (user.full_name, user.phone, user.groups.count()) == ("İmha edildi", "", 0)
    assert "kisi" not in user.email
    request.refresh_from_db()
    assert (request.applicant, request.contact) == ("İmha edildi", "")
    assert retention.propose(by=make_user("admin")) is None


def test_the_command_proposes():
    said = StringIO()
    call_command("propose_destruction", stdout=said)
    assert "0" in said.getvalue()
    old_household()
    call_command("propose_destruction", stdout=said)
    assert DestructionProposal.objects.get().by is None
    with pytest.raises(CommandError, match="Sonuçlanmamış"):
        call_command("propose_destruction", stdout=said)


def test_the_pages_lead_from_the_proposal_to_the_log(client):
    household = old_household()
    one, other = make_user("board"), make_user("admin")
    client.force_login(one)
    assert "gecikti" in client.get("/kisisel-veriler/imha/").content.decode()
    address = client.post("/kisisel-veriler/imha/oneri/")["Location"]
    page = client.get(address).content.decode()
    assert household.file_number in page
    assert "İmhayı onayla" in page
    assert client.post(f"{address}onay/").status_code == 302
    assert "İmhayı onayla" not in client.get(address).content.decode()
    assert client.post(f"{address}onay/").status_code == 403
    client.force_login(other)
    client.post(f"{address}onay/")
    page = client.get("/kisisel-veriler/imha/").content.decode()
    assert "Periyodik imha zamanında" in page
    assert "Arşivdeki haneler ve kişileri" in page
    assert "Işıl" not in client.get(address).content.decode()


def test_a_rule_is_changed_and_a_candidate_spared_on_their_pages(client):
    old_household()
    client.force_login(make_user("board"))
    posted = {"months": "72", "basis": "Karar 2026/7", "valid_from": "01.01.2026", "is_active": "on"}
    assert client.post("/kisisel-veriler/imha/kural/household/", posted | {"months": "0"}).status_code == 422
    assert client.post("/kisisel-veriler/imha/kural/household/", posted).status_code == 302
    assert client.get("/kisisel-veriler/imha/kural/nothing/").status_code == 404
    client.post("/kisisel-veriler/imha/oneri/")
    candidate = DestructionCandidate.objects.get()
    address = f"/kisisel-veriler/imha/aday/{candidate.pk}/"
    assert client.post(f"{address}cikar/", {"reason": ""}).status_code == 422
    client.post(f"{address}cikar/", {"reason": "Dava sürüyor"})
    assert "Dava sürüyor" in client.get(address).content.decode()
