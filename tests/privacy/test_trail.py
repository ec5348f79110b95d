"""What was destroyed is gone from the audit trail too, and the trail is whole."""

from datetime import date

import pytest
from django.db import connection

from accounts import audit
from accounts.audit.recording import REDACTED
from accounts.audit.sealing import seal
from accounts.audit.verifying import verify
from accounts.models import AuditEntry, AuditRedaction, TrustedDevice, User
from accounts.services.disclosures import record_read
from beneficiaries.models import Beneficiary, BudgetLine, Household, IdentityDocument, SensitiveRecord, StateChange
from beneficiaries.timeline import household_timeline
from privacy.models import DataRequest, DestructionRecord
from privacy.services import forgetting, retention

from ..factories import make_household, make_user
from .rows import LONG_AGO, make_request

pytestmark = pytest.mark.django_db
TELLING = (
    "Işıl",
    "Kumrucu",
    "10000000146",
    "5321234567",
    "isil@",
    "Papatya",
    "Kapıcı",
    "Rampa",
    "U7654321",
    "1987-05",
    "2031-01",
)


def whole_trail() -> str:
    """All that the trail's rows hold, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(entry::text, E'\\n') FROM accounts_auditentry AS entry")
        return str(cursor.fetchone()[0])


def told() -> list[str]:
    trail = whole_trail()
    return [part for part in TELLING if part in trail]


def household_with_a_past() -> Household:
    """A household of whose every table the trail tells, rows included that are no longer there."""
    household = make_household(
        head={"first_name": "Işıl", "last_name": "Kumrucu", "identity_number": "10000000146"}
        | {"birth_date": date(1987, 5, 19), "email": "isil@example.org", "phone": "+905321234567"},
        address="Papatya Sokak 3",
        notes="Kapıcıya sorun",
        status="archived",
    )
    head, clerk = household.head, make_user("staff")
    IdentityDocument.objects.create(person=head, kind="passport", number="U7654321")
    IdentityDocument.objects.create(
        person=head, kind="passport", number="U7654321", expires_on=date(2031, 1, 17)
    ).delete()
    SensitiveRecord.objects.create(person=head, notes="Rampa gerekiyor")
    StateChange.objects.create(household=household, source="active", target="archived", reason="Işıl Hanım taşındı")
    for note in ("Işıl çalışıyor", "Kumrucu Bey çalışıyor"):
        line = BudgetLine.objects.create(household=household, kind="income", source="wage", amount=1, note=note)
    line.delete()
    with audit.acting(user=clerk, source="web", reason="Işıl Hanım istedi"):
        Household.objects.filter(pk=household.pk).update(notes="Işıl'ı arayın")
        record_read(head, fields=["phone"], reason="Işıl Kumrucu aranacak", by=clerk)
    Household.objects.filter(pk=household.pk).update(updated_at=LONG_AGO)
    Beneficiary.objects.filter(household=household).update(updated_at=LONG_AGO)
    return household


def destroy() -> DestructionRecord:
    proposal = retention.propose(by=make_user("admin"))
    by = make_user("board")
    for person in (make_user("admin"), by):
        proposal = retention.confirm(proposal=proposal, by=person)
    assert retention.carry_out(proposal=proposal, by=by) == 1
    return DestructionRecord.objects.get()


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "not sealed yet"])
def test_a_destroyed_household_is_gone_from_the_trail(sealed):
    household = household_with_a_past()
    stays = make_household(head={"first_name": "Zeynep"}, address="Lale Sokak 1")
    assert len(told()) > 4
    if sealed:
        seal()
    record = destroy()
    assert told() == []
    assert stays.address in whole_trail()
    assert {*AuditRedaction.objects.values_list("record", flat=True)} == {f"privacy_destructionrecord {record.pk}"}
    assert (
        not AuditEntry.objects.filter(table_name=Household._meta.db_table, row_pk=household.pk, actor=None)
        .exclude(changes__notes=[REDACTED, ""])
        .filter(changes__has_key="notes", action="update")
    )
    seal()
    assert verify().faults == []


def test_the_page_of_a_destroyed_household_tells_its_history_without_values(client):
    household = household_with_a_past()
    destroy()
    household.refresh_from_db()
    entries = household_timeline(make_user("admin"), household, household.members.all(), limit=100).entries
    said = {(change.before, change.after) for entry in entries for change in entry.changes}
    assert ("imha edildi", "imha edildi") in said
    client.force_login(make_user("admin"))
    for entry in AuditEntry.objects.filter(table_name=Household._meta.db_table, row_pk=household.pk):
        page = client.get(f"/denetim-kayitlari/{entry.pk}/")
        assert page.status_code == 200
    for entry in household_timeline(make_user("admin"), household, [], limit=100).entries:
        assert entry.restore_url == ""


def test_a_restored_backup_forgets_in_the_trail_again():
    household = household_with_a_past()
    destroy()
    Beneficiary.objects.filter(pk=household.head_id).update(first_name="Işıl", last_name="Kumrucu", destroyed_at=None)
    Household.objects.filter(pk=household.pk).update(address="Papatya Sokak 3", destroyed_at=None)
    assert set(told()) == {"Işıl", "Kumrucu", "Papatya"}
    assert forgetting.forget_again() == 2
    assert told() == []
    seal()
    assert verify().faults == []


def test_a_destroyed_account_is_gone_but_for_what_it_did():
    user = make_user("staff", full_name="Işıl Kumrucu", phone="+905321234567", created_at=LONG_AGO, is_active=False)
    other = make_user("staff", full_name="Ömer Çağlı", title="Veznedar")
    TrustedDevice.objects.create(user=user, digest="7" * 64, auth_hash="8" * 64, user_agent="Işıl'ın telefonu")
    with audit.acting(user=user):
        User.objects.filter(pk=user.pk).update(title="Işıl")
    destroy()
    about = AuditEntry.objects.filter(table_name__startswith="accounts_").values_list("row_label", "changes", "reason")
    assert "Işıl" not in str([*about])
    assert "Veznedar" in whole_trail()
    assert AuditEntry.objects.filter(actor=user, actor_name="Işıl Kumrucu").exists()
    assert AuditEntry.objects.filter(row_pk=other.pk, row_label="Ömer Çağlı").exists()
    seal()
    assert verify().faults == []


def test_a_request_that_was_destroyed_is_gone():
    request = make_request(applicant="Işıl Kumrucu", contact="Papatya Sokak 3")
    DataRequest.objects.filter(pk=request.pk).update(closed_at=LONG_AGO, state="withdrawn")
    destroy()
    assert told() == []
