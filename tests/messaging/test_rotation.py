"""New keys: every sealed text comes under the newest one while people write, and none is lost."""

import base64
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Event
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from kafkasder.core import rotation
from kafkasder.core.crypto import written_with_an_older_key
from kafkasder.core.rotation import columns_of, rotate
from messaging import services
from messaging.models import AssistantReply, Draft, Message, MessageEdit, MessageKind, ReplyStream, Thread
from messaging.words import tokens_of

from ..factories import make_user
from .rows import make_attachment, make_draft, make_group, make_message

OLD, NEW = (base64.b64encode(bytes([byte]) * 32).decode() for byte in (1, 2))


@pytest.fixture
def keys(settings):
    def use(*present: str) -> None:
        settings.FIELD_KEYS = list(present)

    use(OLD)
    return use


def rotated() -> tuple[str, str]:
    said, faults = StringIO(), StringIO()
    call_command("rotate_field_keys", stdout=said, stderr=faults)
    return said.getvalue(), faults.getvalue()


def nothing_is_left() -> bool:
    columns = [column for model in apps.get_models() for column in columns_of(model)]
    return not any(written_with_an_older_key(column.model, column).exists() for column in columns)


def an_answer(thread: Thread) -> AssistantReply:
    message = Message(thread=thread, number=99, kind=MessageKind.ASSISTANT)
    message.text = "Yanıt"
    message.save(force_insert=True)
    reply = AssistantReply(message=message, asked_by=thread.created_by)
    reply.question = "Soru"
    reply.save()
    stream = ReplyStream(reply=reply)
    stream.text = "Yan"
    stream.save(force_insert=True)
    return reply


@pytest.mark.django_db
def test_every_sealed_text_comes_under_the_newest_key(keys) -> None:
    message = make_message(text="Koliler hazır")
    services.edit_message(message=message, text="Koliler yarın hazır", by=message.author)
    draft = make_draft(message.thread)
    draft.left = "Öbür cihaz"
    draft.save()
    file, reply = make_attachment(message.thread), an_answer(message.thread)
    keys(NEW, OLD)
    said, faults = rotated()
    assert "iletiler, metin: 2 kayıt" in said
    assert faults == ""
    keys(NEW)
    assert nothing_is_left()
    assert Thread.objects.get(pk=message.thread_id).title == "Kış yardımı"
    found = Message.objects.get(pk=message.pk)
    assert (found.text, found.tokens) == ("Koliler yarın hazır", tokens_of(found.thread_id, found.text))
    assert MessageEdit.objects.get().text == "Koliler hazır"
    assert (Draft.objects.get().text, Draft.objects.get().left) == ("Yarım kalan", "Öbür cihaz")
    assert type(file).objects.get(pk=file.pk).name == "liste.txt"
    assert AssistantReply.objects.get(pk=reply.pk).question == "Soru"
    assert ReplyStream.objects.get().text == "Yan"


@pytest.mark.django_db
def test_what_does_not_open_is_left_and_told_and_the_rest_goes_on(keys, monkeypatch) -> None:
    monkeypatch.setattr(rotation, "ROWS_IN_A_TRANSACTION", 2)
    one = make_message(text="Bir")
    rows = [one, *(make_message(one.thread, f"İleti {count}") for count in range(7))]
    moved = bytes(Message.objects.get(pk=one.pk).sealed)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE messaging_message SET sealed = %s WHERE id = ANY(%s)", [moved, [rows[1].pk, rows[2].pk]])
    keys(NEW, OLD)
    said, faults = rotated()
    assert "iletiler, metin: 6 kayıt" in said
    assert f"2 değer hiçbir anahtarla açılmadı, olduğu gibi kaldı: {rows[1].pk}, {rows[2].pk}" in faults
    keys(NEW)
    assert [row.text for row in Message.objects.filter(pk__in=[row.pk for row in rows]).order_by("number")] == [
        "Bir", "", "", *(f"İleti {count}" for count in range(2, 7))
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_people_write_correct_and_draft_while_keys_change(keys, monkeypatch) -> None:
    """Whatever was written before, meanwhile or after opens with the new key alone, and no act failed."""
    monkeypatch.setattr(rotation, "ROWS_IN_A_TRANSACTION", 5)
    thread, people = make_group(), [make_user("staff") for _ in range(3)]
    services.add_members(thread=thread, members=people, by=thread.created_by)
    old = [make_message(thread, f"Eski {count}", people[count % 3]) for count in range(60)]
    for person in people:
        make_draft(thread, "Taslak 0", person)
    keys(NEW, OLD)
    ended = Event()

    def writes(person) -> int:
        """Send, correct and draft until the keys are changed, and then a little more."""
        mine, count, after = [row for row in old if row.author_id == person.pk], 0, 3
        try:
            while after:
                after -= ended.is_set()
                count += 1
                services.send(thread=thread, text=f"Yeni {person.pk} {count}", key=uuid4(), by=person)
                services.edit_message(message=mine[count % len(mine)], text=f"Düzeltildi {count}", by=person)
                now = timezone.now()
                services.keep_draft(thread=thread, text=f"Taslak {count}", written_at=now, base=None, by=person)
        finally:
            connection.close()
        return count

    def changes() -> None:
        try:
            for model in (Thread, Message, MessageEdit, Draft):
                for column in columns_of(model):
                    assert not rotate(column).shut
        finally:
            ended.set()
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        written = [pool.submit(writes, person) for person in people]
        pool.submit(changes).result(60)
        counts = [each.result(60) for each in written]

    keys(NEW)
    assert nothing_is_left()
    said = list(Message.objects.filter(thread=thread, kind="person"))
    assert not any(message.is_unreadable for message in said)
    assert sum(message.text.startswith("Yeni") for message in said) == sum(counts)
    assert all(message.tokens == tokens_of(thread.pk, message.text) for message in said)
    assert sorted(draft.text for draft in Draft.objects.all()) == sorted(f"Taslak {count}" for count in counts)
    assert Message.objects.filter(thread=thread).count() == Thread.objects.get(pk=thread.pk).last_number
