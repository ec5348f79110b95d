"""What is taken out of the trail is gone, and whoever takes out by SQL is found all the same."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.audit import words
from accounts.audit.chain import keys, veil
from accounts.audit.recording import REDACTED
from accounts.audit.sealing import seal
from accounts.audit.verifying import verify
from accounts.models import AuditEntry, AuditRedaction
from accounts.services.disclosures import record_read

from ..factories import make_household, make_user
from .tampering import OTHER_KEY, by_sql, copy_of, first


def whole_trail() -> str:
    """All that the trail's rows hold, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(entry::text, E'\\n') FROM accounts_auditentry AS entry")
        return str(cursor.fetchone()[0])


@pytest.fixture(params=[True, False], ids=["sealed", "not sealed yet"])
def redacted(db, request) -> list[AuditEntry]:
    """The entries of a household from which everything that tells of it was taken out, sealed before it or after."""
    home, other = make_household(notes="Papatya Sokak"), make_household(notes="Lale Sokak")
    clerk = make_user("staff")
    with audit.acting(reason="Papatya Hanım aradı", source="web", user=clerk):
        type(home).objects.filter(pk=home.pk).update(notes="Menekşe Sokak")
        record_read(home, fields=["phone"], reason="Menekşe Sokak", by=clerk)
    if request.param:
        seal()
    assert audit.redact(home._meta.db_table, [home.pk], record="deneme 7") == 3
    seal()
    assert "Lale Sokak" in whole_trail()
    assert other.file_number in whole_trail()
    return list(AuditEntry.objects.filter(table_name=home._meta.db_table, row_pk=home.pk).order_by("pk"))


def test_what_was_taken_out_is_gone_and_the_trail_is_whole(redacted):
    for former in ("Papatya", "Menekşe"):
        assert former not in whole_trail()
    assert [(entry.row_label, entry.reason) for entry in redacted] == [("", "")] * 3
    assert redacted[1].changes == {"notes": [REDACTED, REDACTED]}
    assert redacted[2].changes == {"phone": []}
    assert (verify().faults, verify().sealed) == ([], AuditEntry.objects.count())
    assert audit.redact("beneficiaries_household", [redacted[0].row_pk], record="deneme 8") == 0


def test_the_row_of_a_redaction_holds_no_digest_to_try_names_on(trail):
    before = {digest_of(entry.pk) for entry in trail}
    audit.redact(trail[-3].table_name, [trail[-3].row_pk], record="deneme 7")
    assert not {bytes(each) for each in AuditRedaction.objects.values_list("veiled", flat=True)} & before


def test_readers_see_that_it_was_destroyed_and_cannot_bring_it_back(redacted):
    told = words.timeline(redacted)[1]
    assert [(change.before, change.after) for change in told.changes] == [("imha edildi", "imha edildi")]
    assert told.restore_url == ""


def test_what_triggers_let_a_redaction_do(redacted):
    """The values go, in a transaction that says so; nothing else changes, and no row goes."""
    with pytest.raises(DatabaseError, match="UPDATE refused"), transaction.atomic():
        AuditEntry.objects.update(reason="x")
    for change in ("actor_name = 'x'", "at = now()", "changes = '{}', mark = NULL", "row_pk = '7'", "ip = '10.0.0.9'"):
        with pytest.raises(DatabaseError, match="UPDATE refused"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL audit.redacting = 'on'")
            cursor.execute(f"UPDATE accounts_auditentry SET {change}")
    for sql in ("UPDATE accounts_auditredaction SET record = 'x'", "DELETE FROM accounts_auditredaction"):
        with pytest.raises(DatabaseError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    with pytest.raises(DatabaseError, match="DELETE refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL audit.redacting = 'on'")
        cursor.execute("DELETE FROM accounts_auditentry")


def redact_by_sql(entry: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL audit.redacting = 'on'")
        cursor.execute("UPDATE accounts_auditentry SET changes = '{}', row_label = '' WHERE id = %s", [entry])


def test_an_entry_redacted_by_sql_is_named(trail):
    redact_by_sql(trail[-3].pk)
    assert first(verify()) == (trail[-3].pk, "değiştirilmiş")


@pytest.mark.parametrize("content_changed", [True, False])
def test_a_forged_redaction_is_named(trail, content_changed):
    victim = trail[-3].pk
    before = digest_of(victim)
    if content_changed:
        redact_by_sql(victim)
    AuditRedaction.objects.create(
        entry_id=victim,
        veiled=veil(keys()[0].secret, victim, before),
        redacted=digest_of(victim),
        marked=True,
        at=timezone.now(),
        record="deneme 7",
        key=keys()[0].number,
        proof=bytes(32),
    )
    assert first(verify()) == (victim, "imha izi sahte")
    assert verify().fault_count == 1


def digest_of(entry: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_digest(entry) FROM accounts_auditentry AS entry WHERE id = %s", [entry])
        return bytes(cursor.fetchone()[0])


def test_a_removed_redaction_is_named(redacted):
    by_sql("DELETE FROM accounts_auditredaction WHERE entry_id = %s", redacted[1].pk)
    assert first(verify()) == (redacted[1].pk, "değiştirilmiş")


def test_an_entry_changed_after_its_redaction_is_named_also_after_another(redacted):
    by_sql("UPDATE accounts_auditentry SET reason = 'Uydurma' WHERE id = %s", redacted[1].pk)
    assert first(verify()) == (redacted[1].pk, "değiştirilmiş")
    assert "imhadan sonra" in verify().faults[0].reason
    audit.redact("beneficiaries_household", [redacted[1].row_pk], record="deneme 8")
    assert verify().fault_count == 1


@pytest.mark.parametrize("change", ["record = 'deneme 8'", "marked = NOT marked", "at = now() - interval '1 day'"])
def test_what_a_redaction_says_is_under_its_proof(redacted, change):
    by_sql(f"UPDATE accounts_auditredaction SET {change} WHERE entry_id = %s", redacted[1].pk)
    assert first(verify()) == (redacted[1].pk, "imha izi sahte")


def test_a_redaction_of_nothing_is_named(redacted):
    by_sql("UPDATE accounts_auditredaction SET entry_id = 987654321 WHERE entry_id = %s", redacted[1].pk)
    assert {fault.entry for fault in verify().faults} == {redacted[1].pk, 987654321}


def test_a_redaction_heals_no_forgery(trail):
    """An entry that was slipped in or changed before stays one that was."""
    inserted = copy_of(trail[-1])
    by_sql("UPDATE accounts_auditentry SET reason = 'Uydurma' WHERE id = %s", trail[-1].pk)
    audit.redact(trail[-1].table_name, [trail[-1].row_pk], record="deneme 7")
    assert {fault.entry for fault in verify().faults} >= {trail[-1].pk, inserted}
    seal()
    assert {fault.entry for fault in verify().faults} >= {trail[-1].pk, inserted}


def test_redactions_are_verified_under_the_key_that_proved_them(redacted, settings):
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = [OTHER_KEY]
    assert "doğrulanamıyor" in verify().faults[0].reason
    settings.AUDIT_KEYS = old
    assert verify().is_good
