"""A group is minded by somebody who can, whatever becomes of its owner: clear who follows, noted, and at once."""

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Thread as Running
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit import history
from accounts.models import User
from accounts.services.users import change_user, deactivate_user, reactivate_user, set_extra_verbs
from kafkasder.core import jobs
from messaging import policy, services
from messaging.models import Event, Thread, ThreadMember
from messaging.services.minding import have_all_minded
from messaging.services.rows import lock_thread
from privacy.users import _forget

from ..factories import make_household, make_user
from ..waiting import somebody_waits
from .rows import make_group, make_message
from .test_races import after_it_waits, on_its_own

pytestmark = pytest.mark.django_db(transaction=True)


class People:
    """An administrator; somebody who minds a group; and those who came into it after them, in this order."""

    def __init__(self) -> None:
        self.admin = make_user("admin")
        self.owner, self.closed, self.first, self.second = (make_user("staff") for _ in range(4))
        self.group = make_group(self.owner)
        for person in (self.closed, self.first, self.second):
            services.add_members(thread=self.group, members=[person], by=self.owner)
        User.objects.filter(pk=self.closed.pk).update(is_active=False)

    @property
    def minded_by(self) -> list[Any]:
        """Those who can mind the group, asked anew."""
        people = User.objects.filter(thread_memberships__thread=self.group, is_active=True).order_by("pk")
        return [person for person in people if policy.can_change_thread(person, self.group)]


@pytest.fixture
def people() -> People:
    return People()


WAYS: dict[str, Callable[[People], Any]] = {
    "left": lambda p: services.leave(thread=p.group, by=p.owner),
    "closed": lambda p: deactivate_user(user=p.owner, by=p.admin, reason="Ayrıldı"),
    "no role": lambda p: change_user(user=p.owner, by=p.admin, roles=[]),
    "forgotten": lambda p: transaction.atomic(_forget)(p.owner),
}


@pytest.mark.parametrize("way", WAYS)
def test_whoever_came_first_of_those_who_can_follows_the_last_owner(way: str, people: People) -> None:
    WAYS[way](people)
    assert people.minded_by == [people.first]
    told = people.group.messages.get(event=Event.MINDS)
    assert told.about_user == people.first
    assert ThreadMember.objects.get(thread=people.group, user=people.first).unread >= 1  # they did nothing themselves


def test_the_trail_tells_why(people: People) -> None:
    WAYS["closed"](people)
    entry = next(iter(history(ThreadMember.objects.get(thread=people.group, user=people.first))))
    assert entry.changes["is_owner"] == [False, True]
    assert entry.reason == "Ayrıldı"


def test_an_owner_whose_verb_is_taken_is_followed_once_nothing_gives_it_any_more(people: People) -> None:
    set_extra_verbs(user=people.owner, verbs=["messaging.use_messages"], by=people.admin, reason="Deneme")
    change_user(user=people.owner, by=people.admin, roles=[])
    assert people.minded_by == [people.owner]
    set_extra_verbs(user=people.owner, verbs=[], by=people.admin)
    assert people.minded_by == [people.first]


def test_the_list_of_people_says_who_is_closed_and_who_minds_the_group(people: People, client: Client) -> None:
    WAYS["closed"](people)
    client.force_login(people.first)
    page = client.get(reverse("messaging:member_list", args=[people.group.pk])).content.decode()
    lines = re.findall(r"<span>(Kişi[^<]+)</span>", page)
    assert f"{people.owner} · hesabı kapalı" in lines
    assert f"{people.first} · grubu yönetir" in lines


def test_an_owner_who_can_is_not_followed(people: People) -> None:
    ThreadMember.objects.filter(thread=people.group, user=people.second).update(is_owner=True)
    WAYS["closed"](people)
    assert people.minded_by == [people.second]
    assert not people.group.messages.filter(event=Event.MINDS).exists()


def test_who_comes_back_minds_it_again_beside_their_follower(people: People) -> None:
    WAYS["closed"](people)
    reactivate_user(user=people.owner, by=people.admin)
    assert people.minded_by == [people.owner, people.first]


def test_nothing_happens_to_groups_in_which_nobody_can_or_to_other_threads(people: People) -> None:
    alone = make_group(people.owner)
    direct = services.open_direct(other=people.owner, by=people.first)
    WAYS["closed"](people)
    assert not Thread.objects.filter(pk__in=[alone.pk, direct.pk], messages__event=Event.MINDS).exists()


def test_closing_an_account_that_does_not_come_about_leaves_the_owner(people: People) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        WAYS["closed"](people)
        raise ZeroDivisionError
    assert people.minded_by == [people.owner]


def test_a_role_that_ended_by_itself_is_noticed_by_the_job(people: People) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    people.owner.memberships.update(until=yesterday)
    assert people.minded_by == []
    assert have_all_minded() == 1
    assert people.minded_by == [people.first]
    assert have_all_minded() == 0
    assert jobs.JOBS["messaging.minding"].run is have_all_minded


def test_a_group_about_a_record_is_minded_by_somebody_who_sees_it(people: People) -> None:
    household = make_household()
    thread = services.open_record(kind="household", pk=household.pk, by=people.owner)
    fork = services.fork_thread(message=make_message(thread, "Kira", people.owner), title="Kira", by=people.owner)
    services.add_members(thread=fork, members=[people.first, people.second], by=people.owner)
    change_user(user=people.first, by=people.admin, roles=["volunteer"])  # who does not see it
    WAYS["closed"](people)
    assert policy.can_change_thread(people.second, fork)
    assert not policy.can_change_thread(people.first, fork)


# At the same moment


def test_an_owner_leaves_while_their_follower_is_closed(people: People) -> None:
    came = after_it_waits(
        lambda: services.leave(thread=people.group, by=people.owner),
        lambda: deactivate_user(user=people.first, by=people.admin),
    )
    assert came is None
    assert people.minded_by == [people.second]


def test_a_follower_is_closed_while_their_owner_leaves(people: People) -> None:
    came = after_it_waits(
        lambda: deactivate_user(user=people.first, by=people.admin),
        lambda: services.leave(thread=people.group, by=people.owner),
    )
    assert came == people.group
    assert people.minded_by == [people.second]


def test_who_is_closed_while_they_send_holds_nobody_up(people: People) -> None:
    """Their message points at them: it must not wait for who waits for the thread."""
    came: list[Any] = []
    closing = Running(target=lambda: came.append(on_its_own(lambda: WAYS["closed"](people))))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL deadlock_timeout = '100ms'")
        lock_thread(people.group, people.owner)
        closing.start()
        while closing.is_alive() and not somebody_waits():
            pass
        make_message(people.group, "Yoldayım", people.owner)
    closing.join()
    assert came == [None]
    assert people.minded_by == [people.first]
