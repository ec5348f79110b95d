"""A message is sent once, in its order, and only by and to whom it concerns."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from messaging import services
from messaging.models import Message, Thread
from messaging.shown import heading_of

from ..factories import make_household, make_user
from .rows import make_attachment, make_direct, make_group, make_message

pytestmark = pytest.mark.django_db


def test_what_arrives_twice_is_one_message():
    thread, key = make_group(), uuid4()
    first = services.send(thread=thread, text="Bir", key=key, by=thread.created_by)
    again = services.send(thread=thread, text="Bir", key=key, by=thread.created_by)
    assert first.pk == again.pk
    assert thread.messages.filter(kind="person").count() == 1


@pytest.mark.parametrize("text", ["\u200b\u200b", "\u3164", "\u2800 \n", "\u0301", "\u202e\ufeff"])
def test_a_text_of_which_nothing_is_seen_is_refused_beside_its_field(client: Client, text: str):
    message = make_message(text="Bir")
    client.force_login(message.author)
    address = reverse("messaging:send", args=[message.thread_id])
    answer = client.post(address, {"text": text, "key": uuid4()}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (422, {"errors": ["Lütfen bir şey yazın."]})
    page = client.post(address, {"text": text, "key": uuid4()})
    assert page.context["form"].errors == {"text": ["Lütfen bir şey yazın."]}
    page = client.post(reverse("messaging:message_edit", args=[message.pk]), {"text": text})
    assert page.context["form"].errors == {"text": ["Lütfen bir şey yazın."]}
    assert message.thread.messages.filter(kind="person").count() == 1


def test_a_file_may_come_with_a_text_of_which_nothing_is_seen():
    thread = make_group()
    sent = make_message(thread, "\u200b", attachments=[make_attachment(thread)])
    assert (sent.text, sent.sealed) == ("", None)


def test_a_key_of_another_thread_is_refused():
    one = make_group()
    other, key = make_group(one.created_by), uuid4()
    services.send(thread=one, text="Bir", key=key, by=one.created_by)
    with pytest.raises(ValidationError, match="anahtar"):
        services.send(thread=other, text="Bir", key=key, by=one.created_by)


def test_numbers_have_no_gaps_and_lists_tell_what_is_unread():
    me, you = make_user("staff"), make_user("board")
    thread = make_direct(me, you)
    for text in ("Bir", "İki", "Üç"):
        make_message(thread, text, me)
    assert list(Message.objects.filter(thread=thread).values_list("number", flat=True)) == [1, 2, 3]
    assert thread.members.get(user=you).unread == 3
    assert thread.members.get(user=me).unread == 0
    services.mark_read(thread=thread, number=2, by=you)
    assert thread.members.get(user=you).unread == 1
    services.mark_read(thread=thread, number=1, by=you)
    assert thread.members.get(user=you).read_number == 2


def test_words_stand_nowhere_in_the_database():
    message = make_message(text="Ayşe Hanım'ın kirası ödenecek")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, tokens::text FROM messaging_message WHERE id = %s", [message.pk])
        sealed, tokens = cursor.fetchone()
    assert b"kira" not in bytes(sealed)
    assert "kira" not in tokens
    assert Message.objects.get(pk=message.pk).text == "Ayşe Hanım'ın kirası ödenecek"


def test_a_text_that_is_moved_to_another_message_does_not_open_and_the_rest_does():
    one = make_message(text="Bir")
    two = make_message(one.thread, "İki")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE messaging_message SET sealed = %s WHERE id = %s", [bytes(one.sealed), two.pk])
    first, second = Message.objects.filter(pk__in=[one.pk, two.pk]).order_by("number")
    assert (first.text, first.is_unreadable) == ("Bir", False)
    assert (second.text, second.is_unreadable) == ("", True)


def test_who_is_not_in_a_thread_sees_and_writes_nothing():
    thread, stranger = make_group(), make_user("admin")
    assert not Thread.objects.visible_to(stranger).filter(pk=thread.pk).exists()
    with pytest.raises(PermissionDenied):
        services.send(thread=thread, text="Merhaba", key=uuid4(), by=stranger)


def test_a_thread_about_a_record_is_open_to_whoever_sees_it():
    household, staff, volunteer = make_household(), make_user("staff"), make_user("volunteer")
    thread = services.open_record(kind="household", pk=household.pk, by=staff)
    assert services.open_record(kind="household", pk=household.pk, by=make_user("board")).pk == thread.pk
    with pytest.raises(PermissionDenied):
        services.open_record(kind="household", pk=household.pk, by=volunteer)
    assert Thread.objects.visible_to(make_user("auditor")).filter(pk=thread.pk).exists()
    assert not Thread.objects.visible_to(volunteer).filter(pk=thread.pk).exists()


def test_two_open_the_thread_between_them_once():
    me, you = make_user("staff"), make_user("board")
    assert make_direct(me, you).pk == make_direct(you, me).pk


def test_a_correction_keeps_what_stood_and_a_deletion_keeps_nothing():
    message = make_message(text="Yarın saat 10")
    services.edit_message(message=message, text="Yarın saat 11", by=message.author)
    assert [edit.text for edit in message.edits.all()] == ["Yarın saat 10"]
    services.delete_message(message=message, by=message.author)
    message = Message.objects.get(pk=message.pk)
    assert (message.text, message.sealed, message.tokens, message.edits.count()) == ("", None, [], 0)
    with pytest.raises(PermissionDenied):
        services.edit_message(message=message, text="Geri", by=message.author)


def test_nobody_changes_the_words_of_others():
    me, you = make_user("staff"), make_user("board")
    message = make_message(make_direct(me, you), "Merhaba", me)
    with pytest.raises(PermissionDenied):
        services.edit_message(message=message, text="Başka", by=you)
    with pytest.raises(PermissionDenied):
        services.delete_message(message=message, by=you)


def test_a_fork_copies_the_words_under_a_seal_of_its_own():
    first = make_message(text="Bir")
    second = make_message(first.thread, "İki", reply_to=first)
    make_message(first.thread, "Üç")
    fork = services.fork_thread(message=second, title="", by=first.author)
    copies = list(fork.messages.filter(kind="person"))
    assert [copy.text for copy in copies] == ["Bir", "İki"]
    assert copies[1].reply_to == copies[0]
    assert [member.user for member in fork.members.all()] == [first.author]


def test_a_thread_is_about_no_thread():
    """Else whoever looks for the threads in their sight would look for them to find them, and nobody's page opens."""
    thread = make_group()
    me = thread.created_by
    with pytest.raises(PermissionDenied):
        services.open_record(kind="thread", pk=thread.pk, by=me)
    client = Client()
    client.force_login(me)
    assert client.post(reverse("messaging:record_open", args=["thread", thread.pk])).status_code == 404
    Thread.objects.create(kind="record", reference_kind="thread", reference_pk=thread.pk, created_by=me)
    assert list(Thread.objects.visible_to(me)) == [thread]


@pytest.mark.parametrize("is_corrected", [False, True])
def test_a_thread_that_is_called_by_a_message_loses_its_name_with_it(is_corrected):
    thread = make_group(title="")
    message = make_message(thread, "Boşanma davası")
    make_message(thread, "Koliler hazır")
    if is_corrected:
        services.edit_message(message=message, text="Başka", by=message.author)
    services.delete_message(message=message, by=message.author)
    assert Thread.objects.get(pk=thread.pk).title == ""


def test_a_name_that_somebody_gave_stays():
    thread = make_group(title="Kış yardımı")
    services.delete_message(message=make_message(thread, "Boşanma davası"), by=thread.created_by)
    assert Thread.objects.get(pk=thread.pk).title == "Kış yardımı"


def test_a_group_is_minded_by_somebody_who_has_an_account():
    me, gone, you = make_user("staff"), make_user("board"), make_user("board")
    thread = make_group(me)
    for person in (gone, you):
        services.add_members(thread=thread, members=[person], by=me)
    gone.is_active = False
    gone.save()
    services.leave(thread=thread, by=me)
    assert [member.user for member in thread.members.filter(is_owner=True)] == [you]


def test_a_fork_without_a_name_is_called_a_copy_of_its_origin():
    me, you = make_user("staff", full_name="Ben"), make_user("staff", full_name="Ayşe Yılmaz")
    group = make_group(me, you, title="Kış yardımı")
    message = make_message(group, "Koliler hazır", me)
    forks = [services.fork_thread(message=message, title="", by=by) for by in (me, me, you)]
    assert [fork.title for fork in forks] == ["Kış yardımı – kopya", "Kış yardımı – kopya 2", "Kış yardımı – kopya"]
    assert services.fork_thread(message=message, title="Özel", by=me).title == "Özel"
    direct = make_message(make_direct(me, you), "Merhaba", you)
    assert services.fork_thread(message=direct, title="", by=me).title == "Ayşe Yılmaz – kopya"
    household = make_household(head={"first_name": "Zehra", "last_name": "Ak"})
    thread = services.open_record(kind="household", pk=household.pk, by=me)
    fork = services.fork_thread(message=make_message(thread, "Kira", me), title="", by=me)
    assert fork.title == f"{heading_of(me, thread).name} – kopya"


@pytest.mark.parametrize("length", [20, 79, 80])
def test_the_name_of_a_copy_is_no_longer_than_others_and_says_what_it_is(length: int):
    thread = make_group(title="Ş" * length)
    fork = services.fork_thread(message=make_message(thread), title="", by=thread.created_by)
    assert len(fork.title) <= 80
    assert fork.title.endswith(" – kopya")


@pytest.mark.parametrize("words", ["Boşanma davası", "Boşanma davası hakkında bugün konuşulanlar " * 4])
def test_the_name_of_a_copy_goes_with_the_words_that_it_repeats(words: str):
    thread = make_group(title="")
    fork = services.fork_thread(message=make_message(thread, words), title="", by=thread.created_by)
    copy = fork.messages.get(kind="person")
    services.delete_message(message=make_message(fork, "Boşanma", thread.created_by), by=thread.created_by)
    assert Thread.objects.get(pk=fork.pk).title.startswith("Boşanma davası")
    services.delete_message(message=copy, by=thread.created_by)
    assert Thread.objects.get(pk=fork.pk).title == ""


def test_a_fork_does_not_copy_files_without_end(monkeypatch):
    thread = make_group()
    message = make_message(thread, "Liste", attachments=[make_attachment(thread, content=b"Koli listesi")])
    monkeypatch.setattr("messaging.services.forking.MOST_COPIED_BYTES", 11)
    with pytest.raises(ValidationError, match="100 MB"):
        services.fork_thread(message=message, title="", by=thread.created_by)
    assert not Thread.objects.filter(forked_from=message).exists()


def test_files_stand_in_the_order_in_which_they_were_chosen(client):
    thread = make_group()
    files = [make_attachment(thread, name=name) for name in ("küçük.txt", "büyük.txt")]  # the first one arrived first
    client.force_login(thread.created_by)
    sent = {"text": "Liste", "key": str(uuid4()), "attachments": [file.pk for file in reversed(files)]}
    client.post(f"{thread.get_absolute_url()}gonder/", sent)
    message = Message.objects.get(kind="person")
    assert [file.name for file in message.attachments.all()] == ["büyük.txt", "küçük.txt"]
