"""What is kept of the HTML of messages is what would be drawn anew, whatever has changed meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.safestring import SafeString

from accounts.models import User
from kafkasder.core.last_used import LastUsed
from messaging import drawing, services
from messaging.models import Message, Thread
from messaging.shown import bubbles_of, messages_of

from ..factories import make_user
from .rows import make_attachment, make_group, make_message

pytestmark = pytest.mark.django_db

Change = Callable[[Message], None]


@pytest.fixture(autouse=True)
def _nothing_is_kept_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_drawn", LastUsed(100))


def seen_by(viewer: User, thread: Thread) -> str:
    client = Client()
    client.force_login(viewer)
    return client.get(f"/mesajlar/{thread.pk}/akis/").content.decode()


def bubbles(viewer: User, thread: Thread) -> Any:
    return bubbles_of(*messages_of(thread, 1), viewer, thread)


def _edit(message: Message) -> None:
    services.edit_message(message=message, text="Koliler yarın", by=message.author)


def _delete(message: Message) -> None:
    services.delete_message(message=message, by=message.author)


def _rename(message: Message) -> None:
    User.objects.filter(pk=message.author_id).update(full_name="Yeni Ad")


def _picture(message: Message) -> None:
    assert message.author
    message.author.avatar.save("resim.webp", ContentFile(b"RIFF"))


def _called(message: Message) -> None:
    User.objects.filter(full_name="Zehra Kaya").update(full_name="Zehra Demir")


def _next_day(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(created_at=message.created_at + timedelta(days=1))


def _file(message: Message) -> None:
    file = make_attachment(message.thread, message.author)
    make_message(message.thread, "Liste ekte", message.author, attachments=[file])


def _quote(message: Message) -> None:
    make_message(message.thread, "Evet", message.author, reply_to=message)


def _english(message: Message) -> None:
    User.objects.update(language="en")


CHANGES: list[Change] = [_edit, _delete, _rename, _picture, _called, _next_day, _file, _quote, _english]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_is_what_would_be_drawn(
    change: Callable[[Message], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, other, called = make_user("staff"), make_user("staff"), make_user("staff", full_name="Zehra Kaya")
    thread = make_group(writer, other, called)
    make_message(thread, "Merhaba", other)
    message = make_message(thread, "Koliler hazır mı @Zehra Kaya", writer)
    make_message(thread, "Bir de kömür", writer)
    before = [seen_by(viewer, thread) for viewer in (writer, other, called)]
    change(message)
    kept = [seen_by(viewer, thread) for viewer in (writer, other, called)]
    monkeypatch.setattr(drawing, "_drawn", LastUsed(100))
    assert kept == [seen_by(viewer, thread) for viewer in (writer, other, called)]
    assert kept != before


def test_a_key_that_is_gone_is_told(settings: Any) -> None:
    thread = make_group(writer := make_user("staff"))
    make_message(thread, "Koliler", writer)
    assert "Koliler" in seen_by(writer, thread)
    settings.FIELD_KEYS = ["A" * 43 + "="]
    page = seen_by(writer, thread)
    assert "Koliler" not in page
    assert "açılamadı" in page


def test_a_message_is_drawn_once_for_all_who_see_it() -> None:
    writer, others = make_user("staff"), [make_user("staff") for _ in range(4)]
    thread = make_group(writer, *others)
    for count in range(3):
        services.send(thread=thread, text=f"{count}. koli", key=uuid4(), by=writer)
    drawn: list[int] = []

    def draw(number: int) -> Callable[[], SafeString]:
        return lambda: drawn.append(number) or SafeString(number)  # type: ignore[func-returns-value]

    for viewer in (*others, writer):
        for bubble in bubbles(viewer, thread):
            drawing.html_of(bubble, draw(bubble.message.number))
    said = [number for number in drawn if number > 1]  # the first is the event that the thread was opened
    assert said == [2, 3, 4]
