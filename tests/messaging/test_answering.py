"""What comes of a question: the provider is a real server, and the job runs as the worker runs it."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import User
from messaging import services
from messaging.answering import answer_waiting
from messaging.faults import TOLD, Fault
from messaging.models import AssistantReply, AssistantUse, Message, ReplyState, ReplyStream, Thread
from messaging.services import replies

from ..factories import make_user
from .assistant_rows import ask, fresh, let_in, listen, set_assistant
from .assistant_server import KEY, MODEL, Provider, running_provider
from .rows import make_group, make_message

pytestmark = pytest.mark.django_db(transaction=True)

TC = "10000000146"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running_provider() as server:
        listen(settings, server)
        yield server


@pytest.fixture
def working() -> Iterator[Callable[[], None]]:
    """Let the job run beside the test; it ends before the test does."""
    threads: list[threading.Thread] = []

    def run() -> None:
        try:
            answer_waiting()
        finally:
            connections.close_all()

    def start() -> None:
        threads.append(threading.Thread(target=run))
        threads[-1].start()

    yield start
    for each in threads:
        each.join(20)
        assert not each.is_alive()


def _until(holds: Callable[[], Any]) -> None:
    end = time.monotonic() + 15
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def _coming(reply: AssistantReply) -> str:
    stream = ReplyStream.objects.filter(pk=reply.pk).first()
    return stream.text if stream else ""


def _answered(reply: AssistantReply) -> tuple[str, str, str]:
    answer_waiting()
    reply = fresh(reply)
    return reply.state, reply.fault, reply.message.text


def test_an_answer_comes_and_is_kept_with_what_it_cost(provider):
    reply = ask(text="Koliler hazır mı?")
    assert _answered(reply) == (ReplyState.DONE, "", "Merhaba, koliler hazır.")
    reply = fresh(reply)
    assert (reply.model, reply.prompt_tokens, reply.completion_tokens) == (MODEL, 40, 12)
    assert (reply.tokens_estimated, reply.question, ReplyStream.objects.count()) == (False, "", 0)
    use = AssistantUse.objects.get()
    assert (use.prompt_tokens, use.completion_tokens, use.reserved, use.user) == (40, 12, 0, reply.asked_by)


def test_the_provider_learns_the_question_and_nothing_else(provider):
    ask(text=f"{TC} kim?")
    answer_waiting()
    assert TC not in provider.words_asked()
    assert "[TC-1] kim?" in provider.words_asked()
    assert set(provider.asked[0]) == {"messages", "model", "stream", "stream_options"}
    known = {"accept", "accept-encoding", "authorization", "content-length", "content-type", "host", "user-agent"}
    assert set(provider.headers[0]) <= known | {"connection"}
    assert provider.headers[0]["host"] == provider.host


def test_what_was_masked_comes_back_also_where_it_is_cut_between_pieces(provider, working):
    provider.pieces, provider.waits_after = ["Kişi: [T", "C-1], ara."], 1
    reply = ask(text=f"{TC} kim?")
    working()
    _until(lambda: _coming(reply) == "Kişi: ")
    provider.go_on.set()
    _until(lambda: fresh(reply).state == ReplyState.DONE)
    assert fresh(reply).message.text == f"Kişi: {TC}, ara."


@pytest.mark.parametrize(
    ("wrong", "fault", "kept"),
    [
        ({"cut_after": 2}, Fault.CUT, "Merhaba, koliler"),
        ({"cut_after": 0}, Fault.CUT, ""),
        ({"finish": None}, Fault.CUT, "Merhaba, koliler hazır."),
        ({"status": 429, "error": {"message": "slow down"}}, Fault.BUSY, ""),
        ({"status": 429, "error": {"message": "x", "code": "insufficient_quota"}}, Fault.QUOTA, ""),
        ({"status": 500}, Fault.AWAY, ""),
        ({"status": 400, "error": {"message": "x", "code": "context_length_exceeded"}}, Fault.LONG, ""),
        ({"status": 400, "error": {"message": "no"}}, Fault.REJECTED, ""),
        ({"status": 302}, Fault.NONSENSE, ""),
        ({"bad_event": b"data: {not json\n\n"}, Fault.NONSENSE, "Merhaba"),
        ({"bad_event": b'data: {"error": {"message": "overloaded"}}\n\n'}, Fault.CUT, "Merhaba"),
        ({"bad_event": b'data: {"choices": [{"delta": {"content": {"a": 1}}}]}\n\n'}, Fault.NONSENSE, "Merhaba"),
        ({"bad_event": b'data: ["x"]\n\n'}, Fault.NONSENSE, "Merhaba"),
        ({"body": b"<html>Bakim</html>"}, Fault.NONSENSE, ""),
        ({"body": b'{"choices": [{"message": {"content": "a"}}]}'}, Fault.NONSENSE, ""),
        ({"pieces": [], "usage": None}, Fault.EMPTY, ""),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else "",
)
def test_what_goes_wrong_is_said_and_what_came_is_kept(provider, wrong, fault, kept, caplog):
    caplog.set_level(logging.DEBUG)
    for name, value in wrong.items():
        setattr(provider, name, value)
    reply = ask(text="Gizli sözcük")
    assert _answered(reply) == (ReplyState.FAILED, fault, kept)
    assert str(TOLD[fault])
    assert not ReplyStream.objects.exists()
    assert not AssistantUse.objects.filter(reserved__gt=0).exists()
    assert AssistantUse.objects.exists() == bool(kept)
    assert len(provider.asked) == 1
    for word in ("Gizli", KEY, "Merhaba", "overloaded", "slow down"):
        assert word not in caplog.text


def test_what_no_database_takes_is_left_out_of_an_answer(provider):
    provider.pieces = ["Mer\0haba \ud83d", " iyi"]
    provider.bad_event = b'data: {"id": "c", "model": "ornek\\u0000-model", "choices": []}\n\n'
    assert _answered(ask(text="?")) == ("done", "", "Merhaba \ufffd iyi")


def test_a_refused_key_and_an_unknown_model_are_told_apart(provider):
    thread = let_in()
    set_assistant(provider.address, model="yok")
    assert _answered(ask(thread))[1] == Fault.MODEL
    services.change_assistant(new_key="sk-yanlis-anahtar-0123456789", by=make_user("admin"))
    assert _answered(ask(thread))[1] == Fault.REFUSED


def test_a_provider_that_is_slow_or_away_is_not_waited_for(provider):
    set_assistant(provider.address, timeout_seconds=5)
    thread = let_in()
    provider.waits_after = 1
    provider.pieces = ["Bir", "iki"]
    services.change_assistant(new_key="", by=make_user("admin"), timeout_seconds=5)
    began = time.monotonic()
    assert _answered(ask(thread))[1:] == (Fault.TIMEOUT, "Bir")
    assert time.monotonic() - began < 15
    with running_provider() as gone:
        address = gone.address
    from django.conf import settings

    settings.ASSISTANT_HOSTS = [gone.host]
    set_assistant(address)
    assert _answered(ask(thread))[1] == Fault.AWAY


def test_an_address_inside_of_the_house_is_not_asked(provider, settings):
    thread = let_in()
    reply = ask(thread)
    settings.ASSISTANT_HOSTS = []
    assert _answered(reply)[1] == Fault.FORBIDDEN
    assert provider.asked == []


def test_a_provider_that_counts_nothing_is_estimated(provider):
    provider.knows_usage = False
    reply = ask(text="Koliler hazır mı?")
    assert _answered(reply)[0] == ReplyState.DONE
    reply, use = fresh(reply), AssistantUse.objects.get()
    assert reply.tokens_estimated
    assert use.is_estimated
    assert use.prompt_tokens > 50
    assert use.completion_tokens > 50
    assert ["stream_options" in each for each in provider.asked] == [True, False]


def test_an_answer_that_has_no_end_is_ended(provider):
    provider.pieces = ["a" * 4_000] * 5
    reply = ask()
    state, fault, text = _answered(reply)
    assert (state, fault, len(text)) == (ReplyState.DONE, Fault.LENGTH, 10_000)


# While it comes


def test_several_answers_come_at_once_to_all_who_asked(provider, working):
    thread, other = make_group(make_user("staff"), member := make_user("board")), make_group()
    for each in (thread, other):
        make_message(each, "Koliler?")
        let_in(each)
    provider.waits_after = 1
    asked = [ask(thread), ask(thread, "Ben de sorayım", member), ask(other)]
    working()
    _until(lambda: all(_coming(each) == "Merhaba" for each in asked))
    assert [fresh(each).state for each in asked] == [ReplyState.STREAMING] * 3
    provider.go_on.set()
    _until(lambda: all(fresh(each).state == ReplyState.DONE for each in asked))
    assert thread.messages.count() == Thread.objects.get(pk=thread.pk).last_number


@pytest.mark.parametrize("how", ["stop", "thread", "panel", "verb", "member", "account"])
def test_an_answer_ends_where_nobody_wants_it_any_more(how, provider, working):
    owner, asker = make_user("admin"), make_user("staff")
    thread = make_group(owner, asker)
    make_message(thread, "Koliler?")
    let_in(thread)
    provider.waits_after = 1
    reply = ask(thread, "Ne zaman?", asker)
    working()
    _until(lambda: _coming(reply) == "Merhaba")
    ends: dict[str, tuple[Callable[[], Any], Fault]] = {
        "stop": (lambda: services.stop(reply=fresh(reply), by=asker), Fault.STOPPED),
        "thread": (lambda: services.switch_assistant(thread=thread, on=False, by=owner), Fault.THREAD_OFF),
        "panel": (lambda: set_assistant(provider.address, enabled=False), Fault.DISABLED),
        "verb": (lambda: asker.memberships.all().delete(), Fault.ASKER),
        "member": (lambda: services.remove_member(thread=thread, user=asker, by=owner), Fault.ASKER),
        "account": (lambda: User.objects.filter(pk=asker.pk).update(is_active=False), Fault.ASKER),
    }
    end, fault = ends[how]
    end()
    _until(lambda: not fresh(reply).is_open)
    assert (fresh(reply).state, fresh(reply).fault, fresh(reply).message.text) == (ReplyState.STOPPED, fault, "Merhaba")
    _until(lambda: provider.open_lines == 0)
    use = AssistantUse.objects.get()
    assert (use.reserved, use.is_estimated, use.completion_tokens > 0) == (0, True, True)


def test_an_answer_whose_worker_died_is_cut_and_keeps_what_came(provider):
    reply = ask()
    work = replies.take_up()
    assert work
    replies.keep(work, "Yarım kal", look=False)
    ReplyStream.objects.update(beat_at=timezone.now() - timedelta(seconds=29))
    assert replies.end_lost() == 0
    ReplyStream.objects.update(beat_at=timezone.now() - timedelta(seconds=31))
    assert _answered(reply) == (ReplyState.FAILED, Fault.LOST, "Yarım kal")
    assert replies.keep(work, "Yarım kaldı", look=False) == replies.GONE
    assert replies.end(work.reply, work.attempt, text="Geç kaldı") is None
    assert fresh(reply).message.text == "Yarım kal"


def test_a_dead_workers_answer_is_stopped_by_hand_at_once(provider):
    reply = ask()
    replies.take_up()
    ReplyStream.objects.update(beat_at=timezone.now() - timedelta(seconds=31))
    services.stop(reply=fresh(reply), by=reply.asked_by)
    assert fresh(reply).state == ReplyState.STOPPED


def test_what_was_set_aside_for_nobody_is_given_back(provider):
    ask()
    AssistantUse.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert replies.release_left() == 0
    AssistantReply.objects.update(state=ReplyState.STOPPED)
    assert replies.release_left() == 1
    assert not AssistantUse.objects.exists()


# Once more


def test_the_old_answer_stands_until_the_new_one_is_whole(provider, working):
    reply = ask()
    answer_waiting()
    old = fresh(reply).message.text
    provider.pieces, provider.waits_after = ["Yeni", " yanıt."], 1
    services.ask_again(reply=fresh(reply), mark=fresh(reply).question_mark, by=reply.asked_by)
    working()
    _until(lambda: _coming(reply) == "Yeni")
    assert fresh(reply).message.text == old
    provider.go_on.set()
    _until(lambda: fresh(reply).state == ReplyState.DONE)
    assert (fresh(reply).message.text, fresh(reply).attempt) == ("Yeni yanıt.", 2)
    assert (AssistantUse.objects.count(), Message.objects.filter(kind="assistant").count()) == (2, 1)


def test_a_second_attempt_that_is_cut_takes_nothing_away(provider):
    reply = ask()
    answer_waiting()
    provider.cut_after = 1
    services.ask_again(reply=fresh(reply), mark=fresh(reply).question_mark, by=reply.asked_by)
    assert _answered(reply) == (ReplyState.FAILED, Fault.CUT, "Merhaba, koliler hazır.")


# Names of threads


def test_a_group_that_the_assistant_answered_first_in_gets_a_title_once(provider):
    thread = let_in(make_group(title=""))
    reply = ask(thread, f"{TC} için koli")
    assert Thread.objects.get(pk=thread.pk).title == ""
    provider.title = '"[TC-1] için koli."'
    assert _answered(reply)[0] == ReplyState.DONE
    assert Thread.objects.get(pk=thread.pk).title == f"{TC} için koli"
    assert TC not in provider.words_asked()
    assert len(provider.asked) == 2
    ask(thread, "Bir daha")
    answer_waiting()
    assert len(provider.asked) == 3


@pytest.mark.parametrize("wrong", [{"title": ""}, {"status": 500}])
def test_without_a_title_a_group_is_called_by_its_first_words(provider, wrong):
    thread = let_in(make_group(title=""))
    reply = ask(thread, "Koliler ne zaman gelir?")
    for name, value in wrong.items():
        setattr(provider, name, value)
    _answered(reply)
    assert Thread.objects.get(pk=thread.pk).title == "Koliler ne zaman gelir?"
