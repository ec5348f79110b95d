"""What the room's services are given by somebody who may do nothing; the rows are made when it is called."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ..factories import make_household, make_user
from .assistant_rows import ask, let_in
from .rows import make_attachment, make_draft, make_group, make_message

CALLS: dict[str, Callable[[], dict[str, Any]]] = {
    "messaging.asking.ask": lambda: {"thread": let_in(), "text": "a", "mark": "", "key": uuid4()},
    "messaging.asking.ask_again": lambda: {"reply": ask(), "mark": ""},
    "messaging.asking.stop": lambda: {"reply": ask()},
    "messaging.asking.switch_assistant": lambda: {"thread": make_group(), "on": False},
    "messaging.assistant.change_assistant": lambda: {"new_key": "", "enabled": False},
    "messaging.attachments.add_attachment": lambda: {
        "thread": make_group(),
        "upload": SimpleUploadedFile("a.txt", b"a"),
    },
    "messaging.attachments.remove_attachment": lambda: {"file": make_attachment()},
    "messaging.drafts.keep_draft": lambda: {
        "thread": make_group(),
        "text": "a",
        "written_at": timezone.now(),
        "base": None,
    },
    "messaging.drafts.put_left_away": lambda: {"draft": make_draft()},
    "messaging.forking.fork_thread": lambda: {"message": make_message(), "title": ""},
    "messaging.keeping.archive": lambda: {"thread": make_group(), "on": True},
    "messaging.keeping.mute": lambda: {"thread": make_group(), "on": True},
    "messaging.keeping.pin": lambda: {"thread": make_group(), "on": True},
    "messaging.members.add_members": lambda: {"thread": make_group(), "members": []},
    "messaging.members.leave": lambda: {"thread": make_group()},
    "messaging.members.remove_member": lambda: {"thread": make_group(), "user": make_user("staff")},
    "messaging.members.rename_thread": lambda: {"thread": make_group(), "title": "Ad"},
    "messaging.reading.mark_read": lambda: {"thread": make_group(), "number": 1},
    "messaging.sending.delete_message": lambda: {"message": make_message()},
    "messaging.sending.edit_message": lambda: {"message": make_message(), "text": "a"},
    "messaging.sending.send": lambda: {"thread": make_group(), "text": "a", "key": uuid4()},
    "messaging.threads.open_direct": lambda: {"other": make_user("staff")},
    "messaging.threads.open_group": lambda: {"title": "Ad", "members": []},
    "messaging.threads.open_record": lambda: {"kind": "household", "pk": make_household().pk},
    "messaging.threads.open_thread": lambda: {"title": "Ad", "members": [], "text": "a", "key": uuid4()},
}
# These ask nobody: services call them with the thread locked.
PARTS = {
    "messaging.rows.join",
    "messaging.rows.lock_thread",
    "messaging.rows.tell_event",
    "messaging.taking_in.take_in",
    "messaging.telling.tell_added",
    "messaging.telling.tell_mentioned",
}
