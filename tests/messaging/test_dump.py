"""A dump of the whole database, the files, the letters of the live layer and the logs hold no word of what was said."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from kafkasder.core.text import fold
from kafkasder.live import post
from messaging import services
from messaging.models import AssistantReply, Draft, Message, MessageKind, ReplyStream, Thread
from notifications.models import WorkflowNotification

from ..factories import make_household, make_user
from ..live.bench import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

MESSAGES = 1_000
SAID, FORMER, TITLE, DRAFT, LEFT, FILE, DELETED, ASKED, ANSWER = (
    f"{word}ışığı"
    for word in ("zümrütanka", "kehribar", "yakut", "safir", "mercan", "firuze", "sedef", "oltu", "lületaşı")
)
WORDS = (SAID, FORMER, TITLE, DRAFT, LEFT, FILE, DELETED, ASKED, ANSWER)


def test_nothing_that_is_said_is_found_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    letters: list[str] = []

    def hear(letter: dict[str, Any]) -> None:
        letters.append(repr(letter))

    post.listen(hear)
    try:
        _talk()
    finally:
        post.unlisten(hear)
    assert Message.objects.count() > MESSAGES
    assert WorkflowNotification.objects.exists()
    assert letters
    everything = {
        "the database": b"\n".join(_dump()),
        "the files": b"\n".join(path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()),
        "the letters": "\n".join(letters).encode(),
        "the logs": "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records).encode(),
    }
    assert b"messaging_message" in everything["the letters"]
    found = [(place, word) for place, content in everything.items() for word in WORDS if _holds(content, word)]
    assert found == []


def test_the_dump_would_find_them() -> None:
    """Else the test before would prove nothing: a text and a bytea in clear are found."""
    make_household(notes=SAID)
    Thread.objects.create(kind="group", created_by=make_user(), sealed_title=TITLE.encode())
    dump = b"\n".join(_dump())
    assert [word for word in WORDS if _holds(dump, word)] == [SAID, TITLE]


def _dump() -> Iterator[bytes]:
    """Yield every row of every table, as a dump writes it: bytea in hexadecimal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT row::text FROM {table} AS row")
            yield from (f"{table} {row}".encode() for (row,) in cursor.fetchall())


def _holds(content: bytes, word: str) -> bool:
    shapes = {word, word.lower(), fold(word), word[:9], repr(word)[1:-1], word.encode("unicode_escape").decode()}
    return any(shape.encode() in content or shape.encode().hex().encode() in content for shape in shapes)


def _talk() -> None:
    """Say, correct, delete, draft, name, call, search, take away: all that there is, by services and by pages."""
    me, you = make_user("admin", full_name="Ayşe Yılmaz"), make_user("staff", full_name="Ali Veli")
    client, household = signed_in(me), make_household(head={})
    group = services.open_group(title=TITLE, members=[you], by=me)
    unnamed = services.open_group(title="", members=[you], by=me)
    threads = [
        group,
        unnamed,
        services.open_direct(other=you, by=me),
        services.open_record(kind="household", pk=household.pk, by=me),
    ]
    for count in range(MESSAGES):
        by = (me, you)[count % 2]
        services.send(thread=threads[count % 4], text=f"{SAID} {count} hazır", key=uuid4(), by=by)
    _correct(group, me, you)
    _draft(group, me)
    _file(group, me, client)
    _answer(group, me)
    services.rename_thread(thread=group, title=f"{TITLE} yeni", by=me)
    services.fork_thread(message=group.messages.order_by("number")[5], title="", by=you)
    address = f"/mesajlar/{group.pk}/"
    client.post(f"{address}gonder/", {"text": f"@Ali Veli {SAID}", "key": str(uuid4())})
    refused = client.post(f"{address}gonder/", {"text": SAID, "key": "yanlış"})
    assert refused.status_code in (200, 422)
    for page in (address, f"{address}akis/", "/mesajlar/", "/mesajlar/liste/", household.get_absolute_url()):
        assert client.get(page).status_code == 200
    client.post("/mesajlar/ara/", {"q": SAID})
    b"".join(client.post(f"{address}disa-aktar/").streaming_content)
    assert client.post(f"{address}gonder/", {"text": SAID * 2_000, "key": str(uuid4())}).status_code == 422


def _correct(group: Thread, me: Any, you: Any) -> None:
    message = services.send(thread=group, text=f"{FORMER} @Ali Veli", key=uuid4(), by=me)
    services.edit_message(message=message, text=f"{SAID} düzeltildi", by=me)
    services.delete_message(message=services.send(thread=group, text=DELETED, key=uuid4(), by=you), by=you)


def _draft(group: Thread, me: Any) -> None:
    services.keep_draft(thread=group, text=LEFT, written_at=timezone.now(), base=None, by=me)
    services.keep_draft(thread=group, text=DRAFT, written_at=timezone.now(), base=None, by=me)
    services.keep_draft(thread=None, text=DRAFT, written_at=timezone.now(), base=None, by=me)
    assert Draft.objects.filter(sealed_left__isnull=False).exists()


def _file(group: Thread, me: Any, client: Any) -> None:
    upload = SimpleUploadedFile(f"{FILE}.pdf", f"%PDF-1.4 {FILE}".encode())
    file = services.add_attachment(thread=group, upload=upload, by=me)
    services.send(thread=group, text="", key=uuid4(), by=me, attachments=[file])
    assert FILE in b"".join(client.get(file.get_absolute_url()).streaming_content).decode()


def _answer(group: Thread, me: Any) -> None:
    group.refresh_from_db()
    message = Message(thread=group, number=group.last_number + 1, kind=MessageKind.ASSISTANT)
    message.text = ANSWER
    message.save(force_insert=True)
    Thread.objects.filter(pk=group.pk).update(last_number=message.number, last_message=message)
    group.refresh_from_db()
    reply = AssistantReply(message=message, asked_by=me)
    reply.question = ASKED
    reply.save()
    stream = ReplyStream(reply=reply)
    stream.text = ANSWER
    stream.save(force_insert=True)
