"""An entry names who acted, and never somebody else."""

import psycopg
import pytest
from django.db import connection, transaction

from accounts import audit
from accounts.models import AuditEntry, User
from accounts.models.audit import Source

from ..factories import make_user


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-pk")[0]


def rename(user: User, title: str) -> AuditEntry:
    User.objects.filter(pk=user.pk).update(title=title)
    return last()


@pytest.mark.django_db
def test_what_nobody_claims_is_the_systems():
    entry = rename(make_user(), "a")
    assert (entry.actor, entry.actor_name, entry.source) == (None, "", Source.SYSTEM)


@pytest.mark.django_db
def test_acting_names_the_actor_and_ends_with_its_block():
    user, actor = make_user(), make_user(full_name="Zeynep")
    with audit.acting(user=actor, source="command", reason="Düzeltme", ip="10.1.2.3", request_id="7KQ2M"):
        entry = rename(user, "a")
    assert (entry.actor, entry.actor_name, entry.source) == (actor, "Zeynep", Source.COMMAND)
    assert (entry.reason, entry.ip, entry.request_id) == ("Düzeltme", "10.1.2.3", "7KQ2M")
    assert rename(user, "b").actor is None


@pytest.mark.django_db
def test_inner_blocks_keep_what_they_do_not_name():
    user, actor = make_user(), make_user()
    with audit.acting(user=actor, source="import"), audit.acting(reason="İkinci deneme"):
        entry = rename(user, "a")
    assert (entry.actor, entry.source, entry.reason) == (actor, Source.IMPORT, "İkinci deneme")


@pytest.mark.django_db
def test_a_savepoint_taken_back_does_not_bring_the_former_actor_back():
    user, first, second = make_user(), make_user(), make_user()
    with audit.acting(user=first):
        rename(user, "a")
    with audit.acting(user=second):
        with transaction.atomic():
            rename(user, "b")
            transaction.set_rollback(True)
        assert rename(user, "c").actor == second


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_each_write_names_its_own_actor():
    user, first, second = make_user(), make_user(), make_user()
    with audit.acting(user=first):
        assert rename(user, "a").actor == first
    with audit.acting(user=second):
        assert rename(user, "b").actor == second
    assert rename(user, "c").actor is None


@pytest.mark.django_db(transaction=True)
def test_a_transaction_taken_back_leaves_no_actor_behind():
    user, first = make_user(), make_user()
    with audit.acting(user=first), transaction.atomic():
        rename(user, "a")
        transaction.set_rollback(True)
    with audit.acting(user=first), transaction.atomic():
        assert rename(user, "b").actor == first
    with transaction.atomic():
        assert rename(user, "c").actor is None


@pytest.mark.django_db(transaction=True)
def test_a_pooled_connection_carries_nobody_into_the_next_request():
    user, first = make_user(), make_user()
    with audit.acting(user=first), transaction.atomic():
        rename(user, "a")
    connection.close()  # back to the pool, and out again
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('audit.context', true)")
        assert cursor.fetchone()[0] in (None, "")
    copying = "COPY auth_group (name) FROM STDIN"
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(copying) as copy:
        copy.write_row(("yeni",))
    assert (last().actor, last().source) == (None, Source.SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_reads_first_names_its_actor_too():
    user, first = make_user(), make_user()
    with audit.acting(user=first):
        for title in ("a", "b"):
            with transaction.atomic():
                User.objects.select_for_update().get(pk=user.pk)
                assert rename(user, title).actor == first


@pytest.mark.django_db(transaction=True)
def test_what_comes_past_django_is_recorded_as_sql():
    user = make_user()
    parameters = connection.get_connection_params()
    parameters = {
        name: parameters[name] for name in ("dbname", "user", "password", "host", "port") if name in parameters
    }
    with psycopg.connect(**parameters) as raw:
        raw.execute("UPDATE accounts_user SET title = 'gizlice' WHERE id = %s", [user.pk])
    assert (last().source, last().actor, last().changes) == (Source.SQL, None, {"title": ["", "gizlice"]})


@pytest.mark.django_db
def test_an_actor_is_told_once_for_all_writes_of_a_transaction(monkeypatch):
    told = []
    tell = audit.context.Teller.tell

    def counted(self):
        before = self.told
        tell(self)
        told.append(self.told != before)

    monkeypatch.setattr(audit.context.Teller, "tell", counted)
    user = make_user()
    with audit.acting(user=user), transaction.atomic():
        for title in "abc":
            rename(user, title)
    assert told[-3:] == [True, False, False]
