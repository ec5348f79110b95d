"""Rows of messages, made by the services."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from messaging import services
from messaging.models import Attachment, Draft, Message, Thread

from ..factories import make_user


def make_group(by: Any = None, *members: Any, title: str = "Kış yardımı") -> Thread:
    return services.open_group(title=title, members=members, by=by or make_user("staff"))


def make_direct(by: Any, other: Any) -> Thread:
    return services.open_direct(other=other, by=by)


def make_message(thread: Thread | None = None, text: str = "Koliler hazır", by: Any = None, **values: Any) -> Message:
    thread = thread or make_group()
    return services.send(thread=thread, text=text, key=uuid4(), by=by or thread.created_by, **values)


def make_attachment(
    thread: Thread | None = None, by: Any = None, content: bytes = b"Koli listesi", name: str = "liste.txt"
) -> Attachment:
    thread = thread or make_group()
    upload = SimpleUploadedFile(name, content)
    return services.add_attachment(thread=thread, upload=upload, by=by or thread.created_by)


def make_draft(thread: Thread | None = None, text: str = "Yarım kalan", by: Any = None) -> Draft:
    thread = thread or make_group()
    now = timezone.now()
    return services.keep_draft(thread=thread, text=text, written_at=now, base=None, by=by or thread.created_by)
