"""Several people write, read, come and go at the same moment, over real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Thread as Running
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction

from messaging import services
from messaging.models import Message

from ..factories import make_user
from ..waiting import somebody_waits
from .rows import make_attachment, make_group, make_message

pytestmark = pytest.mark.django_db(transaction=True)


def on_its_own(work: Callable[[], Any]) -> Any:
    """Run `work` with a connection of its own; return what came of it, or what it raised."""
    try:
        return work()
    except Exception as error:
        return error
    finally:
        connections.close_all()


def after_it_waits(act: Callable[[], Any], work: Callable[[], Any]) -> Any:
    """Run `act` in a transaction that ends when `work`, begun beside it, waits for it; return what came of `work`."""
    came: list[Any] = []
    beside = Running(target=lambda: came.append(on_its_own(work)))
    with transaction.atomic():
        act()
        beside.start()
        while beside.is_alive() and not somebody_waits():
            pass
    beside.join()
    return came[0]


def test_many_who_write_at_once_get_numbers_without_a_gap():
    people = [make_user("staff") for _ in range(4)]
    thread = make_group(people[0], *people[1:])
    before = thread.last_number

    def write(person: Any) -> None:
        for number in range(5):
            services.send(thread=thread, text=f"{number}", key=uuid4(), by=person)

    with ThreadPoolExecutor(len(people)) as pool:
        came = list(pool.map(lambda person: on_its_own(lambda: write(person)), people))
    assert came == [None] * len(people)
    numbers = list(Message.objects.filter(thread=thread).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, before + 21))
    said = {person.pk: list(Message.objects.filter(thread=thread, author=person, kind="person")) for person in people}
    assert all([message.text for message in each] == ["0", "1", "2", "3", "4"] for each in said.values())
    for member in thread.members.all():
        last_own = said[member.user_id][-1].number
        assert member.unread == before + 20 - last_own


def test_what_arrives_twice_at_once_is_one_message():
    thread, key = make_group(), uuid4()

    def work() -> int:
        return services.send(thread=thread, text="Bir", key=key, by=thread.created_by).pk

    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(lambda _: on_its_own(work), range(4)))
    assert len(set(came)) == 1
    assert thread.messages.filter(kind="person").count() == 1


def test_who_is_taken_out_while_they_send_says_nothing():
    owner, other = make_user("board"), make_user("staff")
    thread = make_group(owner, other)
    came = after_it_waits(
        lambda: services.remove_member(thread=thread, user=other, by=owner),
        lambda: services.send(thread=thread, text="Gizli", key=uuid4(), by=other),
    )
    assert isinstance(came, PermissionDenied)
    assert not thread.messages.filter(author=other).exists()


def test_a_message_that_is_deleted_while_it_is_corrected_stays_deleted():
    message = make_message(text="Yarın")
    came = after_it_waits(
        lambda: services.delete_message(message=message, by=message.author),
        lambda: services.edit_message(message=message, text="Öbür gün", by=message.author),
    )
    assert isinstance(came, PermissionDenied)
    message = Message.objects.get(pk=message.pk)
    assert (message.text, message.edits.count()) == ("", 0)


def test_a_file_goes_with_one_of_two_messages():
    thread = make_group()
    file = make_attachment(thread)

    def work() -> Message:
        return services.send(thread=thread, text="Liste", key=uuid4(), by=thread.created_by, attachments=[file])

    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(lambda _: on_its_own(work), range(2)))
    assert sum(isinstance(each, Message) for each in came) == 1
    assert thread.messages.filter(kind="person").count() == 1
