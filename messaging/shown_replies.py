"""Answers of the assistant as pages show them to one person: what has come, what was wrong, and what they may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from . import policy
from .faults import told
from .models import AssistantReply, Message, MessageKind, ReplyState, Thread


@dataclass(frozen=True)
class ShownReply:
    """An answer beside its message; `coming` is what has come of an attempt that goes on."""

    reply: AssistantReply
    coming: str
    told: str
    may_stop: bool = False
    may_again: bool = False
    may_delete: bool = False

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


def shown_replies(messages: Sequence[Message], thread: Thread, viewer: Any) -> dict[int, ShownReply]:
    """Return the answers among messages by the keys of these; rights are asked once, if there is anything to do."""
    replies = {message.pk: reply for message in messages if (reply := reply_of(message))}
    may_ask = any(reply.asked_by_id == viewer.pk for reply in replies.values()) and bool(policy.can_ask(viewer, thread))
    minds = any(reply.is_open for reply in replies.values()) and bool(policy.can_switch_assistant(viewer, thread))
    return {key: _shown(reply, viewer, may_ask, minds) for key, reply in replies.items()}


def reply_of(message: Message) -> AssistantReply | None:
    """Return what was asked for a message of the assistant; a copy in another thread has none."""
    return getattr(message, "reply", None) if message.kind == MessageKind.ASSISTANT else None


def _shown(reply: AssistantReply, viewer: Any, may_ask: bool, minds: bool) -> ShownReply:
    is_mine, rests = reply.asked_by_id == viewer.pk, not reply.is_open and not reply.message.is_deleted
    stream = getattr(reply, "stream", None) if reply.is_open else None
    return ShownReply(
        reply=reply,
        coming=stream.text if stream else "",
        told=told(reply.fault),
        may_stop=reply.is_open and (is_mine or minds),
        may_again=is_mine and rests and may_ask,
        may_delete=is_mine and rests,
    )
