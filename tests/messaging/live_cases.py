"""What changes the live pages of messages."""

from accounts.models import User
from messaging import services
from messaging.models import AssistantUse, Thread
from messaging.querysets import USE
from messaging.services.budget import this_month

from ..factories import make_user
from ..live.cases import OUTLINE, Case, World
from .assistant_rows import set_assistant
from .rows import make_direct, make_group, make_message


def _people(world: World) -> list[User]:
    """Return the viewers who use messages."""
    return [viewer for viewer in world.viewers if viewer.has_perm(USE)]


def _a_thread(world: World) -> list[object]:
    """A group of all viewers who use messages, in which something was said."""
    first, *others = _people(world)
    thread = make_group(first, *others, make_user("staff"))
    message = make_message(thread, "Koliler hazır mı?")
    make_message(thread, "Evet", others[0], reply_to=message)
    return [thread.pk]


def _talk(world: World) -> None:
    """Something new is said, something old corrected and deleted; threads come, and are read, pinned and renamed."""
    first, second, *others = _people(world)
    for thread in Thread.objects.order_by("pk"):
        old, other = thread.messages.filter(kind="person").order_by("number")[:2]
        services.edit_message(message=old, text="Koliler yarın hazır", by=first)
        services.delete_message(message=other, by=second)
        make_message(thread, "Tamam @Nobody", second)
        services.mark_read(thread=thread, number=thread.last_number + 1, by=others[0])
        services.pin(thread=thread, on=True, by=second)
        services.rename_thread(thread=thread, title="Dağıtım", by=first)
        gone = thread.members.exclude(user__in=world.viewers).get().user
        services.remove_member(thread=thread, user=gone, by=first)
    make_message(make_direct(first, second), "Merhaba", first)
    make_group(second, *others, title="Yeni grup")


def _listed(world: World) -> list[object]:
    _a_thread(world)
    return []


def _use(world: World) -> None:
    AssistantUse.objects.create(user=world.viewers[0], month=this_month(), prompt_tokens=40, completion_tokens=2)


def _set(world: World) -> None:
    set_assistant()
    set_assistant(month_limit=7)


CASES = {
    "messaging:thread_list": Case(_talk, _listed),
    "messaging:list_part": Case(_talk, _listed),
    "messaging:counter": Case(_talk, _listed),
    "messaging:thread_detail": Case(_talk, _a_thread),
    "messaging:stream_part": Case(_talk, _a_thread),
    "messaging:older_part": Case(_talk, lambda world: [*_a_thread(world), 4]),
    "messaging:member_list": Case(_talk, _a_thread),
    "messaging:assistant_usage": Case(_use),
    "messaging:assistant_settings_news": Case(_set, lambda world: [OUTLINE]),
}
