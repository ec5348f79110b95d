"""What each role gets at the addresses of messages: nobody sees a thread because of their rank."""

from typing import Any

from accounts.models import User
from messaging.models import AssistantReply, Attachment, Draft, Message, ThreadMember

from ..factories import make_household, make_user
from ..matrix import EVERY_ROLE, Row
from .assistant_rows import ask, let_in
from .rows import make_attachment, make_draft, make_group, make_message


def a_thread() -> list[object]:
    return [make_group().pk]


def a_message() -> list[object]:
    return [make_message().pk]


def a_file() -> list[object]:
    return [make_attachment().pk]


def a_draft() -> list[object]:
    return [make_draft().thread_id]


def a_member() -> list[object]:
    member = make_group(None, make_user("staff")).members.get(is_owner=False)
    return [member.thread_id, member.user_id]


def an_answer() -> list[object]:
    return [ask().message_id]


def taken_in(user: User) -> None:
    """Make all threads of the test, and what stands in them, somebody's own."""
    ThreadMember.objects.filter(is_owner=True).update(user=user)
    Message.objects.filter(author__isnull=False).update(author=user)
    Attachment.objects.update(added_by=user)
    AssistantReply.objects.update(asked_by=user)
    Draft.objects.all().delete()


MANAGERS = ("admin",)
ASKERS = ("admin", "board", "accounting", "staff")


def of_thread(url: str, **options: Any) -> Row:
    return Row(url, **{"roles": (), "hidden": EVERY_ROLE, "arguments": a_thread, "own": taken_in} | options)


ROWS = [
    Row("messaging:thread_list", EVERY_ROLE),
    Row("messaging:list_part", EVERY_ROLE),
    Row("messaging:counter", EVERY_ROLE),
    Row("messaging:search", EVERY_ROLE, post=302),
    Row("messaging:thread_create", EVERY_ROLE, post=302),
    Row("messaging:new_draft", EVERY_ROLE, post=422),
    Row("messaging:new_left_away", EVERY_ROLE, get=405, post=404),
    Row(
        "messaging:record_open",
        [role for role in EVERY_ROLE if role != "volunteer"],
        get=405,
        post=302,
        arguments=lambda: ["household", make_household().pk],
        denied=404,
        confined=False,
    ),
    of_thread("messaging:thread_detail"),
    of_thread("messaging:stream_part"),
    of_thread("messaging:older_part", arguments=lambda: [*a_thread(), 41]),
    of_thread("messaging:send", get=405, post=422),
    of_thread("messaging:mark_read", get=405, post=204),
    of_thread("messaging:draft", post=422),
    of_thread("messaging:left_away", get=405, post=404),
    of_thread("messaging:mention_names"),
    of_thread("messaging:attachment_add", get=405, post=422),
    of_thread("messaging:member_list"),
    of_thread("messaging:member_add", post=422),
    of_thread("messaging:member_remove", get=405, post=302, arguments=a_member),
    of_thread("messaging:thread_rename", post=422),
    of_thread("messaging:thread_export", get=405, post=200),
    of_thread("messaging:thread_leave", post=302),
    of_thread("messaging:keep", get=405, post=302, arguments=lambda: [*a_thread(), "sabitle"]),
    of_thread("messaging:message_edit", arguments=a_message, post=422),
    of_thread("messaging:message_delete", arguments=a_message, post=302),
    of_thread("messaging:message_edits", arguments=a_message),
    of_thread("messaging:message_fork", arguments=a_message, post=302),
    of_thread("messaging:attachment", arguments=a_file),
    of_thread("messaging:attachment_remove", get=405, post=204, arguments=a_file),
    of_thread("messaging:assistant_switch", get=405, post=302, arguments=lambda: [*a_thread(), "kapat"]),
    of_thread("messaging:assistant_ask", hidden=ASKERS, arguments=lambda: [let_in().pk], post=422),
    of_thread("messaging:reply_stop", get=405, post=302, arguments=an_answer),
    of_thread("messaging:reply_again", hidden=ASKERS, get=405, post=422, arguments=an_answer),
    Row("messaging:assistant_settings", MANAGERS, confined=True, post=422),
    Row("messaging:assistant_settings_news", MANAGERS, confined=True, arguments=lambda: ["qrvM3e7_"]),
    Row("messaging:assistant_try", MANAGERS, confined=True, get=405, post=302),
    Row("messaging:assistant_usage", MANAGERS, confined=True),
]
