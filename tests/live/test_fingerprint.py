"""What is remembered of those who may see a page, and that nothing of it outlives a change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Session, User
from kafkasder.core.last_used import LastUsed
from kafkasder.live.fingerprint import Asked, fingerprint
from kafkasder.live.readset import snapshot
from kafkasder.live.standing import Standing, load_standings, look_up_standings, recall

from ..factories import make_user
from .bench import session_key, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class World:
    clients: list[Client]
    users: list[User]
    group: Group

    @property
    def keys(self) -> set[str]:
        return {session_key(client) for client in self.clients}


@pytest.fixture
def world(transactional_db: None) -> World:
    users = [make_user(), make_user()]
    group = Group.objects.create(name="grup")
    group.permissions.add(_permission("view_group"))
    users[0].groups.add(group)
    users[1].user_permissions.add(_permission("add_group"))
    return World([signed_in(user) for user in users], users, group)


def _permission(codename: str) -> Permission:
    return Permission.objects.get(codename=codename)


def _change_password(user: User) -> None:
    user.set_password("Başka-bir-9")
    user.save()


def _sessions(world: World) -> Any:
    return Session.objects.filter(session_key=session_key(world.clients[0]))


CHANGES: dict[str, Callable[[World], Any]] = {
    "a session ends": lambda w: _sessions(w).delete(),
    "a session expires": lambda w: _sessions(w).update(expire_date=timezone.now() - timedelta(seconds=1)),
    "a user is deactivated": lambda w: User.objects.filter(pk=w.users[0].pk).update(is_active=False),
    "a password changes": lambda w: _change_password(w.users[0]),
    "a group is left": lambda w: w.users[0].groups.clear(),
    "a group is joined": lambda w: w.users[1].groups.add(w.group),
    "a right is taken": lambda w: w.users[1].user_permissions.clear(),
    "a right is given": lambda w: w.users[0].user_permissions.add(_permission("delete_group")),
    "a group may less": lambda w: w.group.permissions.clear(),
    "a group may more": lambda w: w.group.permissions.add(_permission("change_group")),
    "a group is gone": lambda w: w.group.delete(),
    "a right is renamed": lambda w: Permission.objects.filter(codename="view_group").update(codename="see_group"),
    "a language changes": lambda w: User.objects.filter(pk=w.users[0].pk).update(language="en"),
}


def look(world: World) -> dict[str, Standing]:
    with snapshot():
        return look_up_standings(world.keys)


def mark(world: World) -> Any:
    with snapshot():
        return fingerprint(Session, Asked.of(world.keys, [str(user.pk) for user in world.users]), timezone.now())


def recalled_holds(world: World) -> bool:
    known = recall(world.keys)
    assert known
    with snapshot():
        return known.holds()


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_seen(change: str, world: World) -> None:
    before, mark_before = look(world), mark(world)
    assert look(world) == before
    assert recalled_holds(world)
    CHANGES[change](world)
    assert not recalled_holds(world)
    assert mark(world) != mark_before
    after = look(world)
    assert after == load_standings(world.keys)
    assert after != before


def test_what_does_not_change_is_asked_in_one_statement(world: World, django_assert_num_queries: Any) -> None:
    before = look(world)
    make_user()  # somebody else
    with transaction.atomic(), django_assert_num_queries(1):
        assert look_up_standings(world.keys) == before


def test_a_session_that_expires_during_a_look_is_not_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if each statement took a second: the session is there for the first one, and not for the next."""
    now = timezone.now()
    _sessions(world).update(expire_date=now + timedelta(seconds=1.5))
    moments = (now + timedelta(seconds=second) for second in count(1))
    monkeypatch.setattr(timezone, "now", lambda: next(moments))
    look(world)
    assert len(look(world)) == 1


def test_whoever_comes_back_is_found_again(world: World) -> None:
    user = User.objects.filter(pk=world.users[0].pk)
    before = look(world)
    user.update(is_active=False)
    assert len(look(world)) == 1
    user.update(is_active=True)
    assert look(world) == before


def test_a_change_and_its_opposite_end_where_they_began(world: World) -> None:
    before = look(world)
    world.users[0].groups.clear()
    look(world)
    world.users[0].groups.add(world.group)
    assert look(world) == before


def test_a_change_that_is_rolled_back_changes_nothing(world: World) -> None:
    before = mark(world)
    with transaction.atomic():
        world.users[0].groups.clear()
        transaction.set_rollback(True)
    assert mark(world) == before


@pytest.mark.parametrize("key", ["\x00", "ğ", "", "' OR true --"])
def test_a_strange_key_spoils_no_look_of_others(key: str, world: World) -> None:
    with snapshot():
        assert look_up_standings(world.keys | {key}) == look(world)


def test_the_longest_unused_is_forgotten() -> None:
    kept: LastUsed[int] = LastUsed(2)
    kept["a"], kept["b"] = 1, 2
    kept.get("a")
    kept["c"] = 3
    assert [kept.get(name) for name in "abc"] == [1, None, 3]
