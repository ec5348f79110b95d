"""Who may do what to whom, refused and allowed side by side, and two at once."""

import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts import policy
from accounts.models import AuditEntry, User
from accounts.services import users as services

from ..factories import make_user

pytestmark = pytest.mark.django_db

SITE = "https://panel.example.org/"


def make_manager(**fields) -> User:
    """Make somebody of the staff who also manages users."""
    user = make_user("staff", **fields)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["manage_users", "give_extra_verbs"]))
    return User.objects.get(pk=user.pk)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def refuses(call: Callable[[], object]) -> bool:
    try:
        call()
    except PermissionDenied:
        return True
    return False


def test_nobody_closes_their_own_account():
    one, other = make_user("admin"), make_user("admin")
    assert not policy.can_deactivate(one, one)
    assert policy.can_deactivate(one, other)


def test_nobody_changes_their_own_roles():
    one, other = make_user("admin"), make_user("admin")
    assert not policy.can_set_roles(one, one, ["staff"])
    assert policy.can_set_roles(one, other, ["staff"])
    assert refuses(lambda: services.change_user(user=one, by=one, roles=["admin", "board"]))
    services.change_user(user=one, by=one, roles=["admin"], title="Genel sekreter")
    assert fresh(one).title == "Genel sekreter"


def test_the_last_administrator_stays():
    last, invited = make_user("admin"), make_user("admin", password=None)
    manager = make_user("admin", is_active=False)
    User.objects.filter(pk=manager.pk).update(is_active=True)
    manager = fresh(manager)
    assert policy.can_deactivate(manager, last)
    services.deactivate_user(user=manager, by=last)
    assert not policy.can_deactivate(invited, last)  # the invitation may never be accepted
    assert not policy.can_set_roles(invited, last, ["staff"])
    assert refuses(lambda: services.deactivate_user(user=last, by=invited))
    assert fresh(last).is_active


def test_nobody_gives_more_than_they_have():
    manager, volunteer = make_manager(), make_user("volunteer")
    assert policy.can_set_roles(manager, volunteer, ["staff"])
    assert not policy.can_set_roles(manager, volunteer, ["board"])
    assert not policy.can_set_roles(manager, None, ["admin"])
    assert policy.can_set_extra_verbs(manager, volunteer, ["beneficiaries.view_sensitive"])
    assert not policy.can_set_extra_verbs(manager, volunteer, ["accounts.view_audit"])
    assert refuses(
        lambda: services.invite_user(email="a@example.org", full_name="A", roles=["admin"], by=manager, site=SITE)
    )
    assert not User.objects.filter(email="a@example.org").exists()


def test_nobody_manages_those_with_more_rights():
    manager, board, closed_board = make_manager(), make_user("board"), make_user("board", is_active=False)
    assert not policy.can_manage(manager, board)
    assert not policy.can_manage(manager, closed_board)
    assert policy.can_manage(manager, make_user("volunteer"))
    assert refuses(lambda: services.change_user(user=board, by=manager, roles=["board"], email="mine@example.org"))
    assert fresh(board).email != "mine@example.org"


def test_without_the_verb_nothing_is_allowed():
    staff, volunteer = make_user("staff"), make_user("volunteer")
    for decision in (
        policy.can_manage(staff, volunteer),
        policy.can_deactivate(staff, volunteer),
        policy.can_set_roles(staff, volunteer, []),
        policy.can_set_extra_verbs(staff, volunteer, []),
    ):
        assert not decision


def test_closing_and_reopening_ends_the_sessions_for_good(client):
    administrator, user = make_user("admin"), make_user("staff")
    client.force_login(user)
    assert client.get("/hesap/").status_code == 200
    services.deactivate_user(user=user, by=administrator, reason="Ayrıldı")
    assert client.get("/hesap/").status_code == 302
    services.reactivate_user(user=user, by=administrator)
    assert client.get("/hesap/").status_code == 302
    closing = AuditEntry.objects.filter(row_pk=str(user.pk), reason="Ayrıldı").get()
    assert closing.changes == {"is_active": [True, False]}


def test_closing_an_account_closes_its_sockets(monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr("kafkasder.live.send_letter", sent.append)
    administrator, user = make_user("admin"), make_user("staff")
    with django_capture_on_commit_callbacks(execute=True):
        services.deactivate_user(user=user, by=administrator)
    assert {"type": "end", "user": user.pk} in sent


def test_extra_verbs_are_given_and_taken(django_assert_max_num_queries):
    administrator, user = make_user("admin"), make_user("volunteer")
    services.set_extra_verbs(user=user, verbs=["accounts.view_audit"], by=administrator)
    assert fresh(user).has_perm("accounts.view_audit")
    services.set_extra_verbs(user=user, verbs=[], by=administrator)
    assert not fresh(user).has_perm("accounts.view_audit")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("service", [services.deactivate_user, None], ids=["deactivate", "demote"])
def test_two_administrators_who_remove_each_other_at_once_leave_one(service):
    one, other = make_user("admin"), make_user("admin")
    ready, refused = threading.Barrier(2), []

    def remove(user: User, by: User) -> None:
        try:
            ready.wait(5)
            if service:
                service(user=user, by=by)
            else:
                services.change_user(user=user, by=by, roles=["staff"])
        except PermissionDenied:
            refused.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(refused) == 1
    assert User.objects.active().with_role("admin").count() == 1
