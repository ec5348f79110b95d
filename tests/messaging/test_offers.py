"""What a page that is drawn once for many offers each of them is what `policy` says of that person."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from messaging import policy, services
from messaging.models import AssistantReply, Message, Thread, ThreadMember

from ..factories import make_household, make_user
from ..live.bench import signed_in
from .assistant_rows import ask, fresh, let_in
from .rows import make_attachment, make_direct, make_group, make_message

pytestmark = pytest.mark.django_db

People = list[User]


def _group(people: People) -> Thread:
    """A group that the first one minds."""
    return make_group(*people)


def _minded_by_another(people: People) -> Thread:
    return make_group(*reversed(people))


def _direct(people: People) -> Thread:
    return make_direct(*people[:2])


def _record(people: People) -> Thread:
    return services.open_record(kind="household", pk=make_household().pk, by=people[0])


def _nothing(people: People, reply: AssistantReply) -> None: ...


def _other_left_the_house(people: People, reply: AssistantReply) -> None:
    User.objects.filter(pk=people[1].pk).update(is_active=False)


def _asker_left_the_group(people: People, reply: AssistantReply) -> None:
    ThreadMember.objects.filter(user=people[0]).delete()


def _put_out(people: People, reply: AssistantReply) -> None:
    Thread.objects.filter(pk=reply.message.thread_id).update(assistant_on=False)


def _nobody_may_ask(people: People, reply: AssistantReply) -> None:
    Permission.objects.get(codename="use_assistant").group_set.clear()


def _deleted(people: People, reply: AssistantReply) -> None:
    AssistantReply.objects.filter(pk=reply.pk).update(state="done")
    Message.objects.filter(pk=reply.message_id).update(deleted_at=reply.asked_at, sealed=None, tokens=[])


HAPPENED = [_nothing, _other_left_the_house, _asker_left_the_group, _put_out, _nobody_may_ask, _deleted]


@pytest.mark.parametrize("happened", HAPPENED)
@pytest.mark.parametrize("state", ["queued", "done"])
@pytest.mark.parametrize("kind", [_group, _minded_by_another, _direct, _record])
def test_an_answer(
    kind: Callable[[People], Thread], state: str, happened: Callable[[People, AssistantReply], None]
) -> None:
    people = [make_user("staff") for _number in range(3)]
    thread = kind(people)
    make_message(thread, "Koliler yarın hazır olur mu?", people[0])
    reply = ask(let_in(thread), by=people[0])
    AssistantReply.objects.filter(pk=reply.pk).update(state=state)
    happened(people, reply)
    offered = [_offered(person, thread) & set(_answer_rights(person, fresh(reply))) for person in _who_are_left(people)]
    assert offered == [_allowed(_answer_rights(person, fresh(reply))) for person in _who_are_left(people)]
    assert any(offered) or happened is not _nothing, "what nobody is offered proves nothing"


def test_what_a_thread_loads_is_what_the_live_layer_draws() -> None:
    """The page of a thread is each person's own, its messages are drawn once for many: what both bring is the same."""
    people = [make_user("staff", language=language) for language in ("tr", "en", "tr")]
    thread = make_group(*people)
    first = make_message(thread, "Koliler hazır mı @Elif Ak", people[0])
    make_message(thread, "Evet", people[1], reply_to=first, attachments=[make_attachment(thread, people[1])])
    ask(let_in(thread), by=people[0])
    make_message(thread, "Öyleyse araç ayarlıyorum", people[0])
    services.mark_read(thread=thread, number=Thread.objects.get(pk=thread.pk).last_number, by=people[1])
    shown = [_loaded_and_polled(signed_in(person), thread) for person in people]
    for loaded, polled in shown:
        assert loaded == polled
    assert len({polled["messages"] for _loaded, polled in shown}) == len(people)


def _loaded_and_polled(client: Client, thread: Thread) -> tuple[dict[str, str], dict[str, str]]:
    page = client.get(thread.get_absolute_url()).content.decode()
    part = page.split("data-talk-stream")[0].rsplit('data-live-url="', 1)[1].split('"')[0]
    polled = client.get("/canli/parcalar/", {"url": part}).json()
    loaded = dict(re.findall(r'data-live="(messages|readers)" data-live-digest="(\w+)"', page))
    return loaded, {name: each["digest"] for name, each in polled.items()}


def _answer_rights(person: User, reply: AssistantReply) -> dict[str, Any]:
    rests = not reply.is_open and not reply.message.is_deleted
    return {
        reverse("messaging:reply_stop", args=[reply.message_id]): reply.is_open and policy.can_stop(person, reply),
        reverse("messaging:reply_again", args=[reply.message_id]): rests and policy.can_ask_again(person, reply),
        reverse("messaging:message_delete", args=[reply.message_id]): policy.can_delete(person, reply.message),
    }


def test_a_message() -> None:
    """Events, what was deleted, corrected, quoted, or cannot be read any more, and copies in a thread of one's own."""
    people = [make_user("staff") for _number in range(3)]
    thread = make_group(*people)
    said = [make_message(thread, f"{number}. koli", by) for number, by in enumerate(people * 3)]
    services.delete_message(message=said[0], by=people[0])
    services.edit_message(message=said[1], text="Bir koli daha", by=people[1])
    make_message(thread, "Evet", people[2], reply_to=said[0])
    make_message(thread, "Ekte", people[0], attachments=[make_attachment(thread, people[0])])
    Message.objects.filter(pk=said[3].pk).update(sealed=b"no seal of ours")
    copy = services.fork_thread(message=Message.objects.latest("pk"), title="", by=people[2])
    services.add_members(thread=copy, members=people[:2], by=people[2])
    for each in (thread, copy):
        for person in _who_are_left(people):
            rights: dict[str, Any] = {}
            for message in each.messages.all():
                rights[reverse("messaging:message_edit", args=[message.pk])] = policy.can_edit(person, message)
                rights[reverse("messaging:message_delete", args=[message.pk])] = policy.can_delete(person, message)
            assert _offered(person, each) & set(rights) == _allowed(rights)
            assert _allowed(rights)


def _offered(user: User, thread: Thread) -> set[str]:
    """Return the addresses to which the messages of a thread lead somebody, among other words."""
    page = signed_in(user).get(reverse("messaging:stream_part", args=[thread.pk]))
    return set(page.content.decode().split('"'))


def _who_are_left(people: People) -> People:
    """Return those who are still active, as somebody who has just come."""
    return list(User.objects.filter(pk__in=[each.pk for each in people], is_active=True).order_by("pk"))


def _allowed(rights: dict[str, Any]) -> set[str]:
    return {address for address, right in rights.items() if right}
