"""An answer is on every page of its thread while it comes, and on no other."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from messaging import services
from messaging.faults import Fault
from messaging.models import AssistantReply, Thread
from messaging.services import replies
from messaging.services.replies import Work

from ..factories import make_user
from ..live.bench import assert_live_equals_fresh
from .assistant_rows import ask, let_in
from .rows import make_group, make_message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("panel_itself")]


@pytest.fixture
def panel_itself(settings: Any) -> None:
    settings.ROOT_URLCONF = "kafkasder.urls"


@pytest.fixture
def viewers() -> list[Any]:
    return [make_user("admin"), make_user("staff"), make_user("volunteer")]


@pytest.fixture
def work(viewers: list[Any]) -> Work:
    """Begin to answer what the second of the viewers asked."""
    thread = make_group(*viewers)
    make_message(thread, "Koliler ne zaman hazır?")
    let_in(thread)
    ask(thread, "Yarın olur mu?", viewers[1])
    found = replies.take_up()
    assert found
    replies.keep(found, "Koliler", look=False)
    return found


def _page_of(work: Work) -> str:
    return reverse("messaging:stream_part", args=[_reply(work).message.thread_id])


def _reply(work: Work) -> AssistantReply:
    return AssistantReply.objects.select_related("message__thread").get(pk=work.reply)


@pytest.mark.parametrize(
    "change",
    [
        lambda work: replies.keep(work, "Koliler yarın", look=False),
        lambda work: replies.end(work.reply, 1, text="Koliler yarın hazır."),
        lambda work: replies.end(work.reply, 1, text="Koliler", fault=Fault.CUT),
        lambda work: services.switch_assistant(
            thread=_reply(work).message.thread, on=False, by=_reply(work).message.thread.created_by
        ),
        lambda work: services.stop(reply=_reply(work), by=_reply(work).asked_by),
    ],
    ids=["piece", "end", "cut", "off", "stop"],
)
def test_pages_follow_an_answer(change: Any, work: Work, viewers: list[Any]) -> None:
    assert_live_equals_fresh(viewers, _page_of(work), lambda: change(work))


def test_a_second_attempt_is_followed_too(work: Work, viewers: list[Any]) -> None:
    replies.end(work.reply, 1, text="Koliler yarın hazır.")
    url = _page_of(work)
    reply = _reply(work)
    again: Any = lambda: services.ask_again(reply=reply, mark=reply.question_mark, by=reply.asked_by)  # noqa: E731
    assert_live_equals_fresh(viewers, url, again)


def test_an_answer_is_read_by_its_keys_alone(work: Work, client: Any, viewers: list[Any]) -> None:
    """What is asked for by keys wakes no page of another thread; see `kafkasder.live.reads`."""
    client.force_login(viewers[0])
    url = _page_of(work)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    read = [each["sql"] for each in queries if "messaging_assistantreply" in each["sql"]]
    streams = [each["sql"] for each in queries if "messaging_replystream" in each["sql"]]
    assert read
    assert all('"messaging_assistantreply"."message_id" IN' in each for each in read), read
    assert streams
    assert all('"messaging_replystream"."reply_id" IN' in each for each in streams), streams
    assert Thread.objects.count() == 1
