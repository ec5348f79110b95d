"""Questions to the assistant, made by the services, and a provider that answers them."""

from typing import Any
from uuid import uuid4

from messaging import services
from messaging.models import AssistantReply, AssistantSettings, Thread
from messaging.questions import compose

from ..factories import make_user
from .assistant_server import KEY, MODEL, Provider
from .rows import make_group, make_message


def set_assistant(address: str = "https://api.ornek.org/v1", **values: Any) -> AssistantSettings:
    """Switch the assistant on, as a manager does."""
    wanted = {"enabled": True, "address": address, "model": MODEL, "timeout_seconds": 5} | values
    return services.change_assistant(new_key=KEY, by=make_user("admin"), **wanted)


def let_in(thread: Thread | None = None) -> Thread:
    """Return a thread in which the assistant is on and something was said."""
    if not AssistantSettings.current().enabled:
        set_assistant()
    if thread is None:
        thread = make_group()
        make_message(thread, "Koliler yarın hazır olur mu?")
    return services.switch_assistant(thread=thread, on=True, by=thread.created_by)


def ask(thread: Thread | None = None, text: str = "", by: Any = None, key: Any = None) -> AssistantReply:
    thread = thread or let_in()
    by = by or thread.created_by
    mark = compose(thread, by, text).mark
    return services.ask(thread=thread, text=text, mark=mark, key=key or uuid4(), by=by)


def listen(settings: Any, provider: Provider, **values: Any) -> AssistantSettings:
    """Have the assistant ask a provider of the tests."""
    settings.ASSISTANT_HOSTS = [provider.host]
    return set_assistant(provider.address, **values)


def fresh(reply: AssistantReply) -> AssistantReply:
    return AssistantReply.objects.select_related("message__thread").get(pk=reply.pk)
