"""What comes of a question: the provider is a real server, and the job runs as the worker runs it."""

from collections.abc import Iterator
from typing import Any

import pytest

from messaging.answering import answer_waiting
from messaging.models import AssistantUse, ReplyState, ReplyStream

from .assistant_rows import ask, fresh, listen
from .assistant_server import MODEL, Provider, running_provider

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running_provider() as server:
        listen(settings, server)
        yield server


def test_an_answer_comes_and_is_kept_with_what_it_cost(provider):
    reply = ask(text="Koliler hazır mı?")
    assert answer_waiting() == 1
    reply = fresh(reply)
    assert (reply.state, reply.fault, reply.message.text) == (ReplyState.DONE, "", "Merhaba, koliler hazır.")
    assert (reply.model, reply.prompt_tokens, reply.completion_tokens) == (MODEL, 40, 12)
    assert (reply.tokens_estimated, reply.question, ReplyStream.objects.count()) == (False, "", 0)
    use = AssistantUse.objects.get()
    assert (use.prompt_tokens, use.completion_tokens, use.reserved, use.user) == (40, 12, 0, reply.asked_by)
