"""What the personal data law is told of messages, and how they are forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEntry
from messaging import policy, services
from messaging.demo import make_demo
from messaging.models import AssistantReply, Attachment, Draft, Message, MessageEdit, MessageKind, ReplyStream, Thread
from messaging.words import tokens_of
from privacy.retention import KINDS, along_with
from privacy.services.dossier import gather
from privacy.services.forgetting import forget
from privacy.subjects import SUBJECTS

from ..factories import make_household, make_person
from ..tasks.rows import make_task
from .rows import make_attachment, make_direct, make_draft, make_group, make_message

pytestmark = pytest.mark.django_db


def about(row, by, key="household"):
    return services.open_record(kind=key, pk=row.pk, by=by)


def told_of(kind, person, by):
    return str(gather(SUBJECTS[kind], person, by=by, reason="Başvuru").as_json())


def test_the_file_of_a_user_holds_what_they_wrote_as_far_as_the_asker_reads_it(make_user):
    admin, clerk, other = make_user("admin"), make_user("staff"), make_user("board")
    make_message(make_direct(clerk, admin), "Koliler hazır", clerk)
    make_message(make_direct(clerk, other), "Boşanma davası", clerk)
    make_message(make_direct(admin, other), "Başkasının sözü", other)
    told = told_of("user", clerk, admin)
    assert "Koliler hazır" in told
    assert "Boşanma" not in told
    assert "Başkasının" not in told
    assert "1 ileti, " in told  # that there are such, and when


def test_the_file_of_a_person_tells_how_much_was_said_and_words_to_those_in_sight(make_user):
    admin, clerk = make_user("admin"), make_user("staff")
    person = make_person(make_household(head={}))
    thread = about(person, clerk, "person")
    message = make_message(thread, "Ayşe Hanım'ın kirası", clerk)
    fork = services.fork_thread(message=message, title="Özel", by=clerk)
    make_message(fork, "Yalnız bana", clerk)
    told = told_of("beneficiary", person, admin)
    assert told.count("kirası") == 1
    assert "Yalnız bana" not in told
    assert "Kayıt hakkında" in told
    assert "Grup" in told


def an_answer(thread):
    message = Message(thread=thread, number=50, kind=MessageKind.ASSISTANT)
    message.text = "Kira yanıtı"
    message.save(force_insert=True)
    reply = AssistantReply(message=message, asked_by=thread.created_by)
    reply.question = "Kira sorusu"
    reply.save()
    stream = ReplyStream(reply=reply)
    stream.text = "Kira"
    stream.save(force_insert=True)
    return reply


def test_a_forgotten_thread_keeps_who_spoke_when_and_no_words(make_user, django_capture_on_commit_callbacks):
    clerk = make_user("staff")
    thread = make_group(clerk, title="Kira")
    message = make_message(thread, "Kirası gecikti", clerk, attachments=[make_attachment(thread, clerk)])
    services.edit_message(message=message, text="Kirası ödendi", by=clerk)
    make_draft(thread, "Kira", clerk)
    file, reply, other = Attachment.objects.get(), an_answer(thread), make_message(text="Başka")
    kind = KINDS["thread"]
    assert not kind.due(timezone.now() - timedelta(days=1)).exists()
    assert thread in kind.due(timezone.now() + timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        forget(kind, thread)
    thread = Thread.objects.get(pk=thread.pk)
    said = list(thread.messages.exclude(kind="event"))
    assert [(row.author, row.sealed, row.tokens, row.is_deleted) for row in said] == [
        (clerk, None, [], True),
        (None, None, [], True),
    ]
    assert thread.sealed_title is None
    gone = (MessageEdit, Draft, Attachment, ReplyStream)
    assert not any(model.objects.exists() for model in gone)
    assert not file.content.storage.exists(file.content.name)
    reply.refresh_from_db()
    assert (reply.sealed_question, reply.state) == (None, "stopped")
    assert kind.due(timezone.now() + timedelta(days=1)).get() == other.thread
    forget(kind, thread)  # again, as after a backup


def test_what_is_destroyed_takes_the_threads_about_it_along(make_user):
    clerk, household = make_user("staff"), make_household(head={})
    task = make_task(by=clerk, reference_kind="household", reference_pk=household.pk)
    closed = make_task(by=clerk, reference_kind="household", reference_pk=household.pk, state="completed")
    threads = [
        about(household, clerk),
        about(household.head, clerk, "person"),
        about(closed, clerk, "task"),
        about(task, clerk, "task"),
        about(make_household(), clerk),
    ]
    fork = services.fork_thread(message=make_message(threads[0], "Kira", clerk), title="", by=clerk)
    along = [row for key, row in along_with(KINDS["household"], household) if key == "thread"]
    assert {row.pk for row in along} == {thread.pk for thread in [*threads[:3], fork]}


def test_the_trail_holds_no_word_and_tells_who_came_and_went(make_user):
    clerk, other = make_user("staff"), make_user("board")
    thread = make_group(clerk, title="Boşanma")
    services.add_members(thread=thread, members=[other], by=clerk)
    message = make_message(thread, "Boşanma davası", clerk, attachments=[make_attachment(thread, clerk)])
    services.edit_message(message=message, text="Boşanma bitti", by=clerk)
    services.rename_thread(thread=thread, title="Boşanmadan sonra", by=clerk)
    make_draft(thread, "Boşanma taslağı", clerk)
    services.fork_thread(message=message, title="Boşanma ayrı", by=clerk)
    services.delete_message(message=message, by=clerk)
    services.remove_member(thread=thread, user=other, by=clerk)
    trail = AuditEntry.objects.filter(table_name__startswith="messaging_")
    told = str(list(trail.values_list("changes", "row_label", "reason")))
    for word in ("Boşan", "boşan", "liste.pdf", str(bytes(message.sealed or b"")[:8])[2:-1] or "–"):
        assert word not in told
    members = trail.filter(table_name="messaging_threadmember")
    assert members.filter(action="create").count() == 3
    assert members.filter(action="delete").count() == 1
    assert str(other.pk) in str(members.get(action="delete").changes)


def test_the_example_data_is_whole_and_sealed(make_user):
    for role in ("admin", "staff", "board", "volunteer"):
        make_user(role)
    for _count in range(3):
        make_household(head={})
    make_demo()
    connection.check_constraints()
    assert {"direct", "group", "record"} == set(Thread.objects.values_list("kind", flat=True))
    said = list(Message.objects.select_related("thread"))
    assert len(said) > 150
    assert not any(message.is_unreadable for message in said)
    assert all(message.tokens == tokens_of(message.thread_id, message.text) for message in said)
    for thread in Thread.objects.all():
        assert thread.last_number == thread.messages.count()
        assert thread.last_message.number == thread.last_number
        for member in thread.members.all():
            assert member.unread == thread.last_number - member.read_number
            assert policy.sees(member.user, thread)
