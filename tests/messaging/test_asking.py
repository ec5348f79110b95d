"""Asking the assistant: what was shown is what is sent, by whoever may, and within what may be spent."""

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.urls import reverse

from kafkasder.jobs.models import Wake
from messaging import services
from messaging.models import AssistantReply, AssistantSettings, AssistantUse, Message, ReplyState
from messaging.questions import MOST_MESSAGES, Question, compose
from messaging.services.asking import CHANGED
from messaging.services.replies import end, take_up

from ..factories import make_household, make_user
from .assistant_rows import ask, fresh, let_in, set_assistant
from .rows import make_attachment, make_group, make_message

pytestmark = pytest.mark.django_db

TC = "10000000146"


def _code(refused: Any) -> str:
    return str(refused.value.code)


def test_a_question_stands_in_the_thread_and_the_answer_after_it():
    thread = let_in()
    reply = ask(thread, "Yarın hazır mı?")
    question, answer = thread.messages.order_by("-number")[:2][::-1]
    assert (question.kind, question.text, question.author) == ("person", "Yarın hazır mı?", thread.created_by)
    assert (answer.kind, answer.author, answer.reply_to, answer.sealed) == ("assistant", None, question, None)
    assert (reply.state, reply.message, Wake.objects.filter(job="messaging.answer").exists()) == (
        "queued",
        answer,
        True,
    )


def test_what_is_sent_is_what_was_shown():
    thread = let_in()
    shown = compose(thread, thread.created_by, "Ne zaman?")
    reply = services.ask(thread=thread, text="Ne zaman?", mark=shown.mark, key=uuid4(), by=thread.created_by)
    work = take_up()
    assert work
    assert work.question.messages == shown.messages
    assert work.reply == reply.pk


@pytest.mark.parametrize("change", ["message", "deletion", "question", "instructions", "person"])
def test_what_changed_since_is_shown_anew(change):
    thread, other = let_in(), make_user("staff")
    services.add_members(thread=thread, members=[other], by=thread.created_by)
    mark, text, by = compose(thread, thread.created_by, "Ne zaman?").mark, "Ne zaman?", thread.created_by
    if change == "message":
        make_message(thread, "Bir şey daha")
    elif change == "deletion":
        services.delete_message(message=thread.messages.get(kind="person"), by=thread.created_by)
    elif change == "question":
        text = "Nerede?"
    elif change == "instructions":
        set_assistant(instructions="Kısa yaz.")
    else:
        by = other
    with pytest.raises(ValidationError) as refused:
        services.ask(thread=thread, text=text, mark=mark, key=uuid4(), by=by)
    assert _code(refused) == CHANGED
    assert not AssistantReply.objects.exists()


def test_what_arrives_twice_is_asked_once():
    thread, key = let_in(), uuid4()
    first = ask(thread, "Ne zaman?", key=key)
    again = services.ask(thread=thread, text="Ne zaman?", mark="", key=key, by=thread.created_by)
    assert first.pk == again.pk
    assert AssistantUse.objects.count() == 1


def test_the_question_holds_the_thread_and_nothing_else():
    household = make_household(head={"first_name": "Zeynep", "last_name": "Kartal"})
    thread = services.open_record(kind="household", pk=household.pk, by=make_user("staff"))
    make_message(thread, f"{household.file_number} için {TC} ile aradım: 0532 111 22 33")
    services.delete_message(message=make_message(thread, "Silinecek"), by=thread.created_by)
    make_message(thread, "", attachments=[make_attachment(thread)])
    make_message(make_group(thread.created_by), "Başka konuşma")
    let_in(thread)
    question = compose(thread, thread.created_by, "Özetle")
    sent = "\n".join(each["content"] for each in question.messages)
    for word in (TC, "0532", household.file_number, "Silinecek", "liste.pdf", "Başka", str(thread.created_by)):
        assert word not in sent
    assert "[DOSYA-1] için [TC-1] ile aradım: [TELEFON-1]" in sent
    assert set(question.kept.values()) == {household.file_number, TC, "0532 111 22 33", str(thread.created_by)}


def test_old_and_long_messages_are_left_out_and_counted():
    thread = let_in()
    for number in range(MOST_MESSAGES + 4):
        make_message(thread, f"İleti {number}")
    question = compose(thread, thread.created_by)
    assert (question.taken, question.left_out) == (MOST_MESSAGES, 5)
    make_message(thread, "a" * 10_000)
    make_message(thread, "b" * 10_000)
    make_message(thread, "c" * 9_000)
    assert (compose(thread, thread.created_by).taken, question.size < 30_000) == (2, True)


def test_people_speak_in_turn_with_the_assistant():
    thread = let_in()
    make_message(thread, "Bir")
    roles = [each["role"] for each in compose(thread, thread.created_by, "İki").messages]
    assert roles == ["system", "user"]


def test_words_of_a_question_stand_nowhere_in_the_database():
    reply = ask(text="Fatma Hanım'ın kirası")
    with connection.cursor() as cursor:
        for table in ("messaging_assistantreply", "messaging_message", "accounts_auditentry"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ILIKE '%kira%'")
            assert cursor.fetchone() == (0,), table
    assert "kirası" in Question.load(fresh(reply).question).messages[-1]["content"]


@pytest.mark.parametrize("case", ["verb", "member", "thread", "panel"])
def test_only_whoever_may_asks_where_the_assistant_is_on(case):
    thread = let_in()
    by = thread.created_by
    mark = compose(thread, by, "a").mark
    if case == "verb":
        by = make_user("volunteer")
        services.add_members(thread=thread, members=[by], by=thread.created_by)
    elif case == "member":
        by = make_user("admin")
    elif case == "thread":
        services.switch_assistant(thread=thread, on=False, by=by)
    else:
        set_assistant(enabled=False)
    with pytest.raises(PermissionDenied):
        services.ask(thread=thread, text="a", mark=mark, key=uuid4(), by=by)


def test_who_lets_the_assistant_in():
    set_assistant()
    owner, other = make_user("staff"), make_user("board")
    group = make_group(owner, other)
    with pytest.raises(PermissionDenied):
        services.switch_assistant(thread=group, on=True, by=other)
    services.switch_assistant(thread=group, on=True, by=owner)
    services.switch_assistant(thread=group, on=True, by=owner)
    assert list(group.messages.values_list("event", flat=True)) == ["created", "assistant_on"]
    direct = services.open_direct(other=other, by=owner)
    assert services.switch_assistant(thread=direct, on=True, by=other).assistant_on
    set_assistant(enabled=False)
    with pytest.raises(PermissionDenied):
        services.switch_assistant(thread=make_group(owner), on=True, by=owner)


def test_limits_of_person_and_month_are_kept_with_what_is_on_its_way():
    thread = let_in()
    ask(thread, "Bir")
    reserved = AssistantUse.objects.get().reserved
    set_assistant(person_limit=reserved + 10)
    with pytest.raises(ValidationError) as refused:
        ask(thread, "İki")
    assert _code(refused) == "person_limit"
    set_assistant(person_limit=10**6, month_limit=reserved + 10)
    with pytest.raises(ValidationError) as refused:
        ask(thread, "İki")
    assert _code(refused) == "month_limit"
    assert Message.objects.filter(kind="assistant").count() == 1


@pytest.mark.django_db(transaction=True)
def test_asking_at_once_passes_no_limit():
    people = [make_user("staff") for _ in range(4)]
    threads = [let_in(make_group(person)) for person in people]
    marks = [compose(thread, person, "Soru").mark for thread, person in zip(threads, people, strict=True)]
    set_assistant(month_limit=11_500)  # two of them fit
    came: list[str] = []

    def _ask(index: int) -> None:
        try:
            services.ask(thread=threads[index], text="Soru", mark=marks[index], key=uuid4(), by=people[index])
            came.append("asked")
        except ValidationError as refusal:
            came.append(str(refusal.code))
        finally:
            connections.close_all()

    asking = [threading.Thread(target=_ask, args=(index,)) for index in range(4)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert sorted(came) == ["asked", "asked", "month_limit", "month_limit"]


def test_an_answer_that_waits_is_stopped_at_once_and_costs_nothing():
    reply = ask(text="Bir")
    services.stop(reply=reply, by=reply.asked_by)
    assert (fresh(reply).state, fresh(reply).fault) == (ReplyState.STOPPED, "stopped")
    assert not AssistantUse.objects.exists()
    with pytest.raises(PermissionDenied):
        services.stop(reply=reply, by=make_user("admin"))


def test_what_is_asked_again_must_be_what_was_asked():
    reply = ask(text="Bir")
    services.stop(reply=reply, by=reply.asked_by)
    mark = fresh(reply).question_mark
    make_message(reply.message.thread, "Sonra yazılan")
    services.ask_again(reply=reply, mark=mark, by=reply.asked_by)  # what came later was not before it
    services.stop(reply=reply, by=reply.asked_by)
    services.edit_message(message=fresh(reply).message.reply_to, text="Başka", by=reply.asked_by)
    with pytest.raises(ValidationError) as refused:
        services.ask_again(reply=reply, mark=mark, by=reply.asked_by)
    assert (_code(refused), fresh(reply).attempt) == (CHANGED, 2)


# Pages


def test_the_page_shows_what_would_be_sent_and_sends_that(client):
    thread = let_in()
    client.force_login(thread.created_by)
    url = reverse("messaging:assistant_ask", args=[thread.pk])
    page = client.get(url)
    question = page.context["question"]
    assert "[KİŞİ-1]: Koliler yarın hazır olur mu?" in page.content.decode()
    key = str(uuid4())
    sent = {"question": f"{TC} kim?", "mark": question.mark, "key": key, "send": "1"}
    page = client.post(url, sent)
    assert page.status_code == 422
    assert "[KİŞİ-1]: [TC-1] kim?" in page.content.decode()
    assert not AssistantReply.objects.exists()
    page = client.post(url, sent | {"mark": page.context["question"].mark})
    assert page.status_code == 302
    assert AssistantReply.objects.get().message.client_key.hex == key.replace("-", "")


def test_a_thread_says_that_the_assistant_is_on_and_offers_it_to_those_who_may(client):
    thread, volunteer = let_in(), make_user("volunteer")
    services.add_members(thread=thread, members=[volunteer], by=thread.created_by)
    url, ask_url = thread.get_absolute_url(), reverse("messaging:assistant_ask", args=[thread.pk])
    client.force_login(volunteer)
    page = client.get(url).content.decode()
    assert "Yardımcı açık" in page
    assert ask_url not in page
    client.force_login(thread.created_by)
    assert ask_url in client.get(url).content.decode()
    set_assistant(enabled=False)
    assert ask_url not in client.get(url).content.decode()
    assert AssistantSettings.current().enabled is False


def test_asking_again_shows_what_is_new_first(client):
    reply = ask(text="Bir")
    services.stop(reply=reply, by=reply.asked_by)
    client.force_login(reply.asked_by)
    url = reverse("messaging:reply_again", args=[reply.message_id])
    set_assistant(instructions="Çok kısa yaz.")
    page = client.post(url)
    assert page.status_code == 422
    assert "Çok kısa yaz." in page.content.decode()
    assert client.post(url, {"mark": page.context["question"].mark}).status_code == 302
    assert fresh(reply).state == ReplyState.QUEUED


def test_an_answer_that_has_not_come_is_not_copied_into_another_thread():
    reply = ask(text="Bir")
    fork = services.fork_thread(message=reply.message, title="", by=reply.asked_by)
    assert [copy.kind for copy in fork.messages.exclude(kind="event")] == ["person", "person"]
    take_up()
    end(reply.pk, 1, text="Yanıt")
    fork = services.fork_thread(message=fresh(reply).message, title="", by=reply.asked_by)
    assert fork.messages.get(kind="assistant").text == "Yanıt"
    with pytest.raises(PermissionDenied):
        services.delete_message(message=fork.messages.get(kind="assistant"), by=reply.asked_by)


def test_an_answer_is_deleted_by_whoever_asked_once_it_has_ended():
    reply = ask(text="Bir")
    with pytest.raises(PermissionDenied):
        services.delete_message(message=fresh(reply).message, by=reply.asked_by)
    end(reply.pk, 1, text="Yanıt", fault="cut")
    with pytest.raises(PermissionDenied):
        services.delete_message(message=fresh(reply).message, by=make_user("admin"))
    services.delete_message(message=fresh(reply).message, by=reply.asked_by)
    assert fresh(reply).message.sealed is None


def test_a_question_hides_behind_no_earlier_message():
    """The attack: under the key of a message that is there already, the question would stand nowhere."""
    thread, key = let_in(), uuid4()
    services.send(thread=thread, text="Merhaba", key=key, by=thread.created_by)
    mark = compose(thread, thread.created_by, "Kim hasta?").mark
    with pytest.raises(ValidationError) as refused:
        services.ask(thread=thread, text="Kim hasta?", mark=mark, key=key, by=thread.created_by)
    assert _code(refused) == "key_used"
    assert not AssistantReply.objects.exists()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_question_of_two_lines_is_sent_as_it_was_shown(client, end):
    thread = let_in()
    client.force_login(thread.created_by)
    url = reverse("messaging:assistant_ask", args=[thread.pk])
    asked = {"question": f"Ne zaman?{end}Nerede?", "key": str(uuid4())}
    shown = client.post(url, asked).context["question"]
    assert client.post(url, asked | {"send": "", "mark": shown.mark}).status_code == 302
    reply = AssistantReply.objects.get()
    assert Question.load(reply.question).messages == shown.messages
    assert reply.message.reply_to
    assert reply.message.reply_to.text == "Ne zaman?\nNerede?"
