from .asking import ask, ask_again, stop, switch_assistant
from .assistant import change_assistant
from .attachments import add_attachment, remove_attachment
from .drafts import keep_draft, put_left_away
from .forking import fork_thread
from .keeping import archive, mute, pin
from .members import add_members, leave, remove_member, rename_thread
from .reading import mark_read
from .sending import delete_message, edit_message, send
from .threads import open_direct, open_group, open_record, open_thread

__all__ = [
    "add_attachment",
    "add_members",
    "archive",
    "ask",
    "ask_again",
    "change_assistant",
    "delete_message",
    "edit_message",
    "fork_thread",
    "keep_draft",
    "leave",
    "mark_read",
    "mute",
    "open_direct",
    "open_group",
    "open_record",
    "open_thread",
    "pin",
    "put_left_away",
    "remove_attachment",
    "remove_member",
    "rename_thread",
    "send",
    "stop",
    "switch_assistant",
]
