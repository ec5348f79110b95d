"""What is masked or kept apart: who gets it, for which reason, and the trace that it leaves."""

from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from accounts.audit import history
from accounts.models import AuditEntry
from beneficiaries.models import BankAccount, IdentityDocument, SensitiveRecord

pytestmark = pytest.mark.django_db
REASON = {"reason": "Banka formu için"}
PHONE = "+905339876543"


def url(name: str, *args: Any) -> str:
    return reverse(f"beneficiaries:{name}", args=args)


def views_of(row: Any) -> list[tuple[Any, str, list[str]]]:
    """Return who looked at a row, why, and at what."""
    return [(each.actor_id, each.reason, sorted(each.changes)) for each in history(row).filter(action="view")]


# Single masked values


@pytest.mark.parametrize(
    ("field", "shown"),
    [("identity_number", "10000000146"), ("phone", "0533 987 65 43")],
)
def test_a_value_is_shown_once_for_a_reason(clerk: Client, make_person: Any, field: str, shown: str) -> None:
    person = make_person(identity_number="10000000146", phone=PHONE)
    address = url("person_reveal", person.pk, field)
    assert shown not in clerk.get(address).content.decode()
    assert clerk.post(address, {"reason": " "}).status_code == 422
    assert not views_of(person)
    answer = clerk.post(address, REASON)
    assert shown in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert views_of(person) == [(clerk.user.pk, "Banka formu için", [field])]
    assert shown not in clerk.get(address).content.decode()


def test_the_phones_and_accounts_of_a_household_and_the_number_of_a_document(clerk: Client, make_person: Any) -> None:
    person = make_person()
    household = person.household
    household.phone = household.reference_phone = PHONE
    household.save()
    document = IdentityDocument.objects.create(person=person, kind="passport", number="U1234567")
    account = BankAccount.objects.create(household=household, person=person, iban="TR330006100519786457841326")
    for address, row, shown in (
        (url("household_reveal", household.pk, "phone"), household, "0533 987 65 43"),
        (url("household_reveal", household.pk, "reference_phone"), household, "0533 987 65 43"),
        (url("document_reveal", document.pk), document, "U1234567"),
        (url("account_reveal", account.pk), account, "TR33 0006 1005 1978 6457 8413 26"),
    ):
        assert shown in clerk.post(address, REASON).content.decode()
        assert views_of(row)


def test_the_trace_holds_no_value(clerk: Client, make_person: Any) -> None:
    person = make_person(phone=PHONE)
    clerk.post(url("person_reveal", person.pk, "phone"), REASON)
    assert PHONE[-7:] not in str(
        list(AuditEntry.objects.filter(action="view").values("changes", "reason", "row_label"))
    ).replace(" ", "")


def test_phones_are_masked_in_the_trail(make_household: Any) -> None:
    household = make_household(phone=PHONE, reference_phone=PHONE)
    assert PHONE[-7:] not in str(list(history(household).values_list("changes", flat=True))).replace(" ", "")


def test_other_fields_are_not_there_to_be_shown(clerk: Client, make_person: Any) -> None:
    person = make_person()
    for field in ("first_name", "identity_index", "password"):
        assert clerk.post(url("person_reveal", person.pk, field), REASON).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("staff", 200), ("auditor", 403), ("volunteer", 403)])
def test_only_who_may_reveals(as_role: Any, make_person: Any, role: str, status: int) -> None:
    person = make_person(phone=PHONE)
    assert as_role(role).post(url("person_reveal", person.pk, "phone"), REASON).status_code == status
    assert bool(views_of(person)) == (status == 200)


def test_in_the_common_dialog_the_page_is_a_fragment(clerk: Client, make_person: Any) -> None:
    address = url("person_reveal", make_person().pk, "phone")
    in_dialog = {"HX-Request": "true", "HX-Target": "div#sheet-body"}
    assert "<html" not in clerk.get(address, headers=in_dialog).content.decode()
    assert "<html" in clerk.get(address).content.decode()


# The sensitive record


@pytest.fixture
def patient(make_person: Any) -> Any:
    person = make_person()
    SensitiveRecord.objects.create(
        person=person, health_flags="chronic,pregnant", disability_percent="45", notes="Gizli bir not"
    )
    return person


def test_a_sensitive_record_opens_by_post_and_leaves_a_trace(clerk: Client, patient: Any) -> None:
    address = url("sensitive_detail", patient.pk)
    assert "Süreğen" not in clerk.get(address).content.decode()
    assert clerk.post(address, {"reason": ""}).status_code == 422
    assert not views_of(patient.sensitive)
    html = clerk.post(address, {"reason": "Ev ziyareti planı"}).content.decode()
    for shown in ("Süreğen hastalık, Gebe", "45", "Gizli bir not"):
        assert shown in html
    assert [(actor, reason) for actor, reason, _fields in views_of(patient.sensitive)] == [
        (clerk.user.pk, "Ev ziyareti planı")
    ]


def test_a_sensitive_record_is_nowhere_on_the_live_page(clerk: Client, patient: Any) -> None:
    html = clerk.get(patient.get_absolute_url()).content.decode()
    assert "Gizli bir not" not in html
    assert "Süreğen" not in html
    assert url("sensitive_detail", patient.pk) in html


def test_its_form_opens_by_post_only_and_is_recorded(clerk: Client, patient: Any, filled: Any) -> None:
    address = url("sensitive_edit", patient.pk)
    assert clerk.get(address).status_code == 405
    html = clerk.post(address).content.decode()
    assert len(views_of(patient.sensitive)) == 1
    assert clerk.post(address, filled(html, disability_percent="60", health_flags=["chronic"])).status_code == 302
    patient.sensitive.refresh_from_db()
    assert (patient.sensitive.disability_percent, patient.sensitive.health_flags) == ("60", "chronic")
    assert patient.sensitive.notes == "Gizli bir not"


def test_changes_are_told_without_their_values(clerk: Client, patient: Any, filled: Any) -> None:
    address = url("sensitive_edit", patient.pk)
    html = clerk.post(address).content.decode()
    clerk.post(address, filled(html, notes="Başka bir not", report_seen_on="01.02.2026"))
    told = clerk.get(patient.get_absolute_url()).content.decode()
    assert "Hassas bilgiler değişti" in told
    assert "Başka bir not" not in told
    assert "1 Şubat 2026" not in told


def test_a_first_record_is_made(clerk: Client, make_person: Any, filled: Any) -> None:
    person = make_person()
    address = url("sensitive_edit", person.pk)
    html = clerk.post(address).content.decode()
    clerk.post(address, filled(html, health_flags=["dialysis"]))
    assert SensitiveRecord.objects.get(person=person).health_flags == "dialysis"


def test_contradictions_are_refused(clerk: Client, patient: Any, filled: Any) -> None:
    address = url("sensitive_edit", patient.pk)
    html = clerk.post(address).content.decode()
    assert clerk.post(address, filled(html, health_flags=["none", "chronic"])).status_code == 422
    assert clerk.post(address, filled(html, disability_percent="140")).status_code == 422


@pytest.mark.parametrize(
    ("role", "opens", "changes"),
    [("staff", 200, 200), ("board", 200, 403), ("auditor", 403, 403), ("volunteer", 403, 403)],
)
def test_seeing_and_changing_are_two_rights(as_role: Any, patient: Any, role: str, opens: int, changes: int) -> None:
    client = as_role(role)
    assert client.post(url("sensitive_detail", patient.pk), REASON).status_code == opens
    assert client.post(url("sensitive_edit", patient.pk)).status_code == changes
    may_see = client.get(patient.get_absolute_url())
    assert (url("sensitive_detail", patient.pk) in may_see.content.decode()) == (opens == 200)


# Written while somebody is registered


def typed(**fields: Any) -> dict[str, Any]:
    facts = {"first_name": "Ayşe", "last_name": "Kaya", "no_identity_reason": "refused"}
    return facts | {"nationality": "TR", "legal_status": "citizen", "relation": "daughter"} | fields


HEALTH = {"health-health_flags": ["chronic"], "health-disability_percent": "60", "health-notes": "Rampa gerekiyor"}


@pytest.mark.parametrize(("role", "status"), [("staff", 302), ("board", 403)])
def test_who_may_change_it_writes_it_with_a_new_member(
    as_role: Any, make_household: Any, role: str, status: int
) -> None:
    client, household = as_role(role), make_household(head={})
    address = url("member_create", household.pk)
    assert ("health-notes" in client.get(address).content.decode()) == (status == 302)
    assert client.post(address, typed(**HEALTH)).status_code == status
    records = list(SensitiveRecord.objects.filter(person__first_name="Ayşe", person__household=household))
    assert [(each.health_flags, each.disability_percent, each.notes) for each in records] == (
        [("chronic", "60", "Rampa gerekiyor")] if status == 302 else []
    )
    assert household.members.count() == 1 + len(records)
    for record in records:
        made = history(record)
        assert [(each.action, each.actor_id) for each in made] == [("create", client.user.pk)]
        assert "Rampa" not in str(made[0].changes)
    assert client.post(address, typed(first_name="Zehra")).status_code == 302  # nothing is kept of who is well
    assert SensitiveRecord.objects.count() == len(records)


def test_a_mistake_in_it_registers_nobody_and_shows_beside_its_field(clerk: Client, make_household: Any) -> None:
    household = make_household(head={})
    answer = clerk.post(url("member_create", household.pk), typed(**HEALTH | {"health-disability_percent": "140"}))
    html = answer.content.decode()
    assert (answer.status_code, household.members.count()) == (422, 1)
    assert '<details class="form-fold" open>' in html
    assert 'id="id_health-disability_percent_error"' in html


def test_it_is_written_of_the_head_of_a_new_household_and_of_nobody_else(clerk: Client, filled: Any) -> None:
    address = url("household_create")
    html = clerk.get(address).content.decode()
    told = filled(html, **HEALTH)
    assert clerk.post(address, told).status_code == 422
    names = {"head-first_name": "Işıl", "head-last_name": "Kaya", "head-no_identity_reason": "newborn"}
    assert clerk.post(address, told | names).status_code == 302
    assert str(SensitiveRecord.objects.get().person) == "Işıl Kaya"


def test_person_and_record_are_one_transaction(clerk: Client, make_household: Any) -> None:
    household = make_household(head={})
    with connection.cursor() as cursor:
        cursor.execute("alter table beneficiaries_sensitiverecord add check (disability_percent is null) not valid")
    with pytest.raises(IntegrityError):
        clerk.post(url("member_create", household.pk), typed(**HEALTH))
    assert household.members.count() == 1
