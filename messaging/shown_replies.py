"""Answers of the assistant as pages show them: what has come, what was wrong, and who may do something about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from kafkasder.core.viewer import Viewer

from . import policy
from .faults import told
from .models import AssistantReply, Message, MessageKind, ReplyState, Thread, ThreadKind
from .policy import Persons


@dataclass(frozen=True)
class ShownReply:
    """An answer beside its message; `coming` is what has come of an attempt that goes on.

    What an answer came to is asked again and deleted by whoever asked, one that comes is stopped by `stoppers`; None
    are all who see it.
    """

    reply: AssistantReply
    coming: str
    told: str
    stoppers: frozenset[int] | None = frozenset()
    may_again: bool = False
    rests: bool = False

    @property
    def is_open(self) -> bool:
        return self.reply.is_open

    @property
    def tokens(self) -> int:
        return self.reply.prompt_tokens + self.reply.completion_tokens

    @property
    def is_waiting(self) -> bool:
        return self.reply.state == ReplyState.QUEUED

    @property
    def is_failed(self) -> bool:
        return self.reply.state == ReplyState.FAILED


@dataclass(frozen=True)
class AssistantBar:
    """What the head of a thread says of the assistant, and offers."""

    is_on: bool
    may_ask: bool
    may_let_in: bool
    may_put_out: bool


def bar_of(viewer: Any, thread: Thread) -> AssistantBar:
    is_there = bool(policy.can_let_in_assistant())
    may_switch = (is_there or thread.assistant_on) and bool(policy.can_switch_assistant(viewer, thread))
    return AssistantBar(
        is_on=is_there and thread.assistant_on,
        may_ask=is_there and thread.assistant_on and bool(policy.can_ask(viewer, thread)),
        may_let_in=may_switch and not thread.assistant_on,
        may_put_out=may_switch and thread.assistant_on,
    )


def fetch_replies(messages: Sequence[Message]) -> None:
    """Fetch what stands beside the assistant's messages: asked by their keys, so no other thread's answer is read."""
    answered = [message for message in messages if message.kind == MessageKind.ASSISTANT]
    if answered:
        replies = AssistantReply.objects.select_related("asked_by")
        prefetch_related_objects(answered, Prefetch("reply", replies))
        open_ones = [reply for message in answered if (reply := reply_of(message)) and reply.is_open]
        if open_ones:
            prefetch_related_objects(open_ones, "stream")


def shown_replies(messages: Sequence[Message], thread: Thread, viewer: Viewer) -> dict[int, ShownReply]:
    """Return the answers among messages by the keys of these; rights are asked once, if there is any.

    Of `viewer`, who sees the thread, nothing is asked but verbs. `policy` says of one person what stands here of all.
    """
    replies = {message.pk: reply for message in messages if (reply := reply_of(message))}
    if not replies:
        return {}
    writers = policy.writers_of(thread)
    askers = writers if policy.takes_questions(viewer, thread) else frozenset()
    minding = policy.minding(thread) if thread.kind == ThreadKind.GROUP else writers
    return {key: _shown(reply, askers, minding) for key, reply in replies.items()}


def reply_of(message: Message) -> AssistantReply | None:
    """Return what was asked for a message of the assistant; a copy in another thread has none."""
    return getattr(message, "reply", None) if message.kind == MessageKind.ASSISTANT else None


def _shown(reply: AssistantReply, askers: Persons, minding: Persons) -> ShownReply:
    rests = not reply.is_open and not reply.message.is_deleted
    stream = getattr(reply, "stream", None) if reply.is_open else None
    return ShownReply(
        reply=reply,
        coming=stream.text if stream else "",
        told=told(reply.fault),
        stoppers=None if minding is None else minding | {reply.asked_by_id},
        may_again=rests and (askers is None or reply.asked_by_id in askers),
        rests=rests,
    )
