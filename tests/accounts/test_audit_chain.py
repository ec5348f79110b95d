"""Whoever changes the trail by SQL, with its triggers off, is found; whoever only uses the panel never is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.audit import anchors, keeper
from accounts.audit.chain import keys, link
from accounts.audit.checks import ask_for_check, is_asked
from accounts.audit.sealing import _Look, _settle, seal
from accounts.audit.verifying import verify
from accounts.models import AuditAnchor, AuditEntry, AuditHead, AuditSeal, User

from ..factories import make_person, make_user
from .tampering import OTHER_KEY, by_sql, copy_of, first


def test_an_honest_trail_is_whole(trail):
    found = verify()
    assert (found.faults, found.sealed, found.waiting) == ([], len(trail), 0)
    make_person()
    assert verify().waiting == 2
    seal()
    assert (verify().is_good, verify().waiting) == (True, 0)


@pytest.mark.parametrize(
    "change",
    [
        "actor_name = 'Başkası'",
        "actor_id = NULL",
        "at = at - interval '1 second'",
        "changes = '{}'",
        "reason = 'Uydurma'",
        "row_pk = row_pk || '1'",
        "source = 'sql'",
        "ip = '10.0.0.8'",
    ],
)
def test_a_changed_entry_is_named(trail, change):
    victim = trail[-3]
    by_sql(f"UPDATE accounts_auditentry SET {change} WHERE id = %s", victim.pk)
    assert first(verify()) == (victim.pk, "değiştirilmiş")
    assert verify().fault_count == 1


def test_a_removed_entry_is_named(trail):
    by_sql("DELETE FROM accounts_auditentry WHERE id = %s", trail[2].pk)
    assert first(verify()) == (trail[2].pk, "silinmiş")


def test_an_entry_removed_with_its_seal_is_missed(trail):
    position = AuditSeal.objects.get(entry_id=trail[2].pk).position
    by_sql("DELETE FROM accounts_auditentry WHERE id = %s", trail[2].pk)
    by_sql("DELETE FROM accounts_auditseal WHERE position = %s", position)
    found = verify()
    assert first(found) == (trail[3].pk, "silinmiş")
    assert f"{position}–{position}" in found.faults[0].reason
    by_sql("UPDATE accounts_auditseal SET position = position - 1 WHERE position > %s", position)
    assert first(verify()) == (trail[3].pk, "değiştirilmiş")


@pytest.mark.parametrize("sealed", [False, True], ids=["before sealing", "after sealing"])
@pytest.mark.parametrize(
    "forged",
    [{}, {"mark": None}, {"mark": None, "source": "sql", "actor_id": None}, {"reason": "Uydurma"}],
    ids=["copied", "unmarked", "as sql", "another reason"],
)
def test_an_inserted_entry_is_named(trail, forged, sealed):
    inserted = copy_of(trail[-1], **forged)
    if sealed:
        seal()
    assert first(verify()) == (inserted, "sonradan eklenmiş")


def test_an_entry_of_sql_may_be_forged_only_for_now(trail):
    """What SQL writes bears no key; but nobody can put it where it was not."""
    honest = copy_of(trail[0], source="sql", mark=None)
    by_sql("UPDATE accounts_auditentry AS e SET at = now() WHERE id = %s", honest)
    by_sql("UPDATE accounts_auditentry AS e SET mark = sha256(audit_digest(e)) WHERE id = %s", honest)
    seal()
    assert verify().is_good
    late = copy_of(trail[0], source="sql", at=timezone.now() - timezone.timedelta(days=3))
    by_sql("UPDATE accounts_auditentry AS e SET mark = sha256(audit_digest(e)) WHERE id = %s", late)
    seal()
    assert first(verify()) == (late, "sonradan eklenmiş")


def test_triggers_refuse_what_nobody_told_django(trail):
    for sql in (
        "INSERT INTO accounts_auditentry SELECT * FROM accounts_auditentry LIMIT 1",
        "UPDATE accounts_auditseal SET position = 7",
        "DELETE FROM accounts_auditseal",
    ):
        with pytest.raises(psycopg.Error, match="refused"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('audit.key', '', true)")  # as in a session that is not the panel's
            connection.connection.execute(sql)
    for table in ("accounts_auditseal", "accounts_auditanchor", "accounts_auditredaction"):
        with pytest.raises(DatabaseError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL app.test_flush = 'off'")
            cursor.execute(f"TRUNCATE {table}")


def test_a_cut_tail_is_found_by_the_head_and_by_an_anchor(trail):
    anchor = anchors.drop_anchor()
    tail = [entry.pk for entry in trail[-2:]]
    by_sql("DELETE FROM accounts_auditentry WHERE id = ANY(%s)", tail)
    by_sql("DELETE FROM accounts_auditseal WHERE entry_id = ANY(%s)", tail)
    assert ["çapa" in fault.reason for fault in verify().faults] == [False, True]  # the head, and the anchor
    last = AuditSeal.objects.order_by("-position")[0]
    by_sql("UPDATE accounts_audithead SET position = %s, chain = %s", last.position, last.chain)
    assert [fault.position for fault in verify().faults] == [anchor.position]
    by_sql("DELETE FROM accounts_auditanchor")
    assert verify().is_good  # nothing in this database knows any more
    assert not verify({anchor.position: bytes(anchor.chain)}).is_good


def rewrite_chain(secret: bytes) -> None:
    chain = bytes(32)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.position, audit_digest(e) FROM accounts_auditseal s"
            " JOIN accounts_auditentry e ON e.id = s.entry_id ORDER BY 1"
        )
        rows = cursor.fetchall()
    for position, digest in rows:
        chain = link(secret, chain, position, bytes(digest))
        by_sql("UPDATE accounts_auditseal SET chain = %s WHERE position = %s", chain, position)
    by_sql("UPDATE accounts_audithead SET chain = %s", chain)


def test_a_chain_rewritten_without_the_key_is_found(trail):
    by_sql("UPDATE accounts_auditentry SET actor_name = 'Başkası' WHERE id = %s", trail[1].pk)
    rewrite_chain(b"a guess")
    assert first(verify()) == (trail[0].pk, "değiştirilmiş")


def test_a_chain_rewritten_with_the_key_is_found_by_an_anchor_from_outside(trail):
    anchor = anchors.drop_anchor()
    by_sql("DELETE FROM accounts_auditanchor")
    by_sql("UPDATE accounts_auditentry SET row_label = 'Başkası', source = 'sql' WHERE id = %s", trail[1].pk)
    by_sql("UPDATE accounts_auditentry AS e SET mark = sha256(audit_digest(e)) WHERE id = %s", trail[1].pk)
    rewrite_chain(keys()[0].secret)
    assert verify().is_good
    found = verify(dict([anchors.parse_anchor(str(anchor))]))
    assert (found.faults[0].position, "çapa" in found.faults[0].reason) == (anchor.position, True)


def test_keys_change_and_old_ones_stay_known(trail, settings):
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = [OTHER_KEY, *old]
    make_user()
    seal()
    assert verify().is_good
    settings.FIELD_KEYS = [OTHER_KEY]
    found = verify()
    assert (found.faults[0].entry, found.faults[0].reason[:15]) == (trail[0].pk, "doğrulanamıyor:")
    settings.AUDIT_KEYS = old
    assert verify().is_good


def test_entries_from_before_the_chain_are_sealed_and_none_can_be_added(db):
    make_user()
    by_sql("UPDATE accounts_auditentry SET mark = NULL")
    old = AuditEntry.objects.latest("pk")
    make_user()
    seal()
    assert verify().is_good
    inserted = copy_of(old)
    seal()
    assert first(verify()) == (inserted, "sonradan eklenmiş")


def test_the_command_names_the_first_and_fails(trail):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "bütün" in out.getvalue()
    for victim in (trail[3], trail[1]):
        by_sql("UPDATE accounts_auditentry SET reason = 'x' WHERE id = %s", victim.pk)
    with pytest.raises(CommandError, match=rf"2 bozukluk var; ilki:\n{trail[1].pk} numaralı kayıt"):
        call_command("verify_audit", stdout=out)
    head = AuditHead.current()
    assert (head.verified_position, len(head.verified_faults)) == (len(trail), 2)
    with pytest.raises(CommandError, match="biçiminde"):
        call_command("verify_audit", anchor=["yedi"], stdout=out)


def test_anchors_are_printed_filed_and_mailed(trail, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.AUDIT_ANCHOR_EMAILS = ["denetim@example.org"]
    out, file = StringIO(), tmp_path / "anchors"
    with django_capture_on_commit_callbacks(execute=True):
        call_command("anchor_audit", file=file, stdout=out)
    anchor = str(AuditAnchor.objects.get())
    assert out.getvalue().strip() == anchor
    assert file.read_text().strip().endswith(anchor)
    assert (mail.outbox[0].to, anchor in mail.outbox[0].body) == (["denetim@example.org"], True)
    call_command("verify_audit", anchor=[anchor], stdout=out)


def test_the_server_seals_anchors_daily_and_verifies_when_asked(trail):
    keeper.keep_once()
    assert AuditAnchor.objects.count() == 1
    make_user()
    ask_for_check()
    keeper.keep_once()
    assert (AuditAnchor.objects.count(), is_asked()) == (1, False)
    assert AuditHead.current().verified_position == AuditEntry.objects.count()
    by_sql("UPDATE accounts_auditanchor SET created_at = now() - interval '25 hours'")
    keeper.keep_once()
    assert AuditAnchor.objects.count() == 2


# Side by side


def rename(user: User, title: str) -> None:
    User.objects.filter(pk=user.pk).update(title=title)


@contextmanager
def meanwhile(work: Any) -> Iterator[None]:
    """Run `work` in a thread with a connection of its own, and wait for it at the end."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join(20)
    assert not failed, failed


@pytest.mark.django_db(transaction=True)
def test_a_late_committer_gets_a_later_place_and_a_rollback_none():
    slow, quick = make_user(), make_user()
    written, go_on = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            rename(slow, "yavaş")
            written.set()
            assert go_on.wait(10)

    with meanwhile(write_slowly):
        assert written.wait(10)
        with transaction.atomic():
            rename(quick, "geri")
            transaction.set_rollback(True)
        rename(quick, "hızlı")
        for _round in range(3):
            seal()
        assert AuditHead.current().settled < AuditEntry.objects.latest("pk").pk
        assert verify().is_good
        go_on.set()
    for _round in range(3):
        seal()
    late, early = (AuditEntry.objects.get(row_label=user.full_name, action="update") for user in (slow, quick))
    places = dict(AuditSeal.objects.values_list("entry_id", "position"))
    assert late.pk < early.pk
    assert places[late.pk] > places[early.pk]
    assert (verify().is_good, verify().sealed) == (True, AuditEntry.objects.count())


@pytest.mark.django_db(transaction=True)
def test_many_write_while_one_seals():
    users = [make_user() for _number in range(4)]
    done = threading.Event()

    def write(user: User) -> Any:
        def work() -> None:
            for number in range(20):
                with transaction.atomic():
                    rename(user, f"{number}")
                    transaction.set_rollback(number % 4 == 3)

        return work

    def keep_sealing() -> None:
        while not done.is_set():
            seal()

    with meanwhile(keep_sealing):
        with meanwhile(write(users[0])), meanwhile(write(users[1])), meanwhile(write(users[2])):
            write(users[3])()
        done.set()
    seal()
    found = verify()
    assert (found.faults, found.waiting, found.sealed) == ([], 0, AuditEntry.objects.count())
    assert AuditSeal.objects.order_by("-position")[0].position == found.sealed


@pytest.mark.django_db(transaction=True)
def test_two_sealers_do_not_wait_for_each_other():
    make_user()
    counts: list[int] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x61756469])
        with meanwhile(lambda: counts.append(seal())):
            pass
    assert counts == [0]
    assert seal() > 0


@pytest.mark.parametrize(
    ("horizon", "oldest_running", "next_number", "settled"),
    [
        (50, 50, 60, 7),  # whoever may have taken a number up to 7 has ended
        (50, 49, 60, 3),  # somebody still runs
        (5000, 20, 30, 7),  # a number that nobody can have yet: another server's
    ],
)
def test_ids_are_settled_when_no_older_transaction_runs(horizon, oldest_running, next_number, settled):
    head = AuditHead(settled=3, seen=7, horizon=horizon)
    _settle(head, _Look(newest=9, oldest_running=oldest_running, next_number=next_number))
    assert head.settled == settled
    assert (head.seen, head.horizon) == ((9, next_number) if settled == 7 else (7, horizon))


@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_is_sealed_on_and_verified():
    """Numbers of transactions are another server's then; those of entries and positions are what they were."""
    make_user()
    seal()
    AuditHead.objects.update(horizon=2**62, seen=AuditEntry.objects.latest("pk").pk)
    make_user()
    seal()
    assert AuditHead.current().settled > 0
    assert (verify().is_good, verify().waiting) == (True, 0)
