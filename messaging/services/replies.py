"""Answers on their way: taken up, kept while they come, and ended. Called by what writes them, not by people.

Threads are locked before messages and replies, as everywhere in the room. Whoever writes an answer names the attempt it
writes: one that was taken for lost and goes on finds that it is no longer asked for.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .. import policy
from ..faults import STOPS, Fault
from ..models import (
    AssistantReply,
    AssistantSettings,
    AssistantUse,
    MessageKind,
    ReplyState,
    ReplyStream,
    Thread,
    ThreadKind,
)
from ..questions import Question
from ..states import REPLY_STATES
from .budget import estimate, reserve, settle
from .titles import give_first_title

LOST_AFTER = 30  # seconds without a sign of whoever writes an answer
_BEAT_SECONDS = 5
_LEFT_AFTER = 900  # seconds; longer than any answer takes
_TITLE_TOKENS = 400
_OPEN = (ReplyState.QUEUED, ReplyState.STREAMING)


@dataclass(frozen=True)
class Work:
    """An answer that is to be written."""

    reply: int
    attempt: int
    question: Question

    def __repr__(self) -> str:
        return f"Work({self.reply}/{self.attempt})"


@dataclass(frozen=True)
class Cost:
    """What an answer cost, as the provider counted it; None where it did not."""

    model: str = ""
    prompt: int | None = None
    completion: int | None = None


GONE = "gone"  # nobody wants this attempt any more


def take_up() -> Work | None:
    """Take the oldest answer that waits; None if none does."""
    while True:
        with transaction.atomic():
            waiting = AssistantReply.objects.select_for_update(of=("self",), skip_locked=True)
            reply = waiting.filter(state=ReplyState.QUEUED).select_related("message__thread").order_by("pk").first()
            if reply is None:
                return None
            fault = why_end(reply) or ("" if reply.question else Fault.UNREADABLE)
            if not fault:
                return _begin(reply)
        end(reply.pk, reply.attempt, fault=fault)  # outside: the thread is locked before its replies


def _begin(reply: AssistantReply) -> Work:
    REPLY_STATES.require(reply.state, ReplyState.STREAMING)
    reply.state = ReplyState.STREAMING
    reply.save(update_fields=["state"])
    ReplyStream.objects.update_or_create(reply=reply, defaults={"sealed": None, "beat_at": timezone.now()})
    return Work(reply.pk, reply.attempt, Question.load(reply.question))


def has_open() -> bool:
    return AssistantReply.objects.filter(state__in=_OPEN).exists()


def keep(work: Work, text: str | None, *, look: bool) -> str:
    """Keep what has come of an answer, if it is more (None: it is not); return why to end it, or nothing.

    With `look` ask also whether everybody still wants it. The row is written by its key, so that of all pages only
    those of its thread are drawn.
    """
    reply = AssistantReply.objects.select_related("message__thread").filter(pk=work.reply).first()
    if reply is None or reply.attempt != work.attempt or reply.state != ReplyState.STREAMING:
        return GONE
    if reply.stop_asked:
        return Fault.STOPPED
    if look and (fault := why_end(reply)):
        return fault
    stream, now = ReplyStream.objects.filter(pk=work.reply), timezone.now()
    if text is not None:
        row = ReplyStream(reply_id=work.reply)
        row.text = text
        stream.update(sealed=row.sealed, beat_at=now)
    elif look:
        stream.filter(beat_at__lt=now - timedelta(seconds=_BEAT_SECONDS)).update(beat_at=now)
    return ""


def why_end(reply: AssistantReply) -> str:
    """Tell why an answer is not wanted any more: somebody stopped it or closed the assistant, or its asker may not."""
    thread = reply.message.thread
    if reply.stop_asked:
        return Fault.STOPPED
    if not AssistantSettings.current().enabled:
        return Fault.DISABLED
    if not thread.assistant_on:
        return Fault.THREAD_OFF
    users: Any = get_user_model()._default_manager
    asker = users.filter(pk=reply.asked_by_id, is_active=True).first()
    may = asker is not None and asker.has_perm(policy.ASK) and policy.sees(asker, thread)
    return "" if may else Fault.ASKER


@transaction.atomic
def end(reply_pk: int, attempt: int, *, text: str = "", fault: str = "", cost: Cost | None = None) -> Any:
    """End an attempt: the words become the message's, the stream goes, and what was set aside is settled.

    An answer that did not come to its end takes no earlier one's place. Return the reply; None if it had ended.
    """
    thread_pk = AssistantReply.objects.filter(pk=reply_pk).values_list("message__thread", flat=True).first()
    thread = Thread.objects.select_for_update(no_key=True).filter(pk=thread_pk).first()
    found = AssistantReply.objects.select_for_update(of=("self",)).select_related("message")
    reply = found.filter(pk=reply_pk, attempt=attempt, state__in=_OPEN).first()
    if thread is None or reply is None:
        return None
    reply.message.thread = thread
    state = _state_of(fault)
    if reply.state == ReplyState.QUEUED and state == ReplyState.DONE:
        raise ValueError("an answer that never began cannot be done")
    REPLY_STATES.require(reply.state, state)
    _keep_words(reply, text.strip(), is_whole=state == ReplyState.DONE)
    _settle(reply, text, cost)
    reply.state, reply.fault, reply.ended_at = state, fault, timezone.now()
    reply.question, reply.stop_asked = "", False
    reply.save()
    ReplyStream.objects.filter(pk=reply.pk).delete()
    if not _may_be_named(reply):
        name_thread(thread, "")
    return reply


def end_lost() -> int:
    """End the answers whose writer gave no sign for long: killed, frozen, or cut off from the database."""
    since = timezone.now() - timedelta(seconds=LOST_AFTER)
    lost = ReplyStream.objects.filter(beat_at__lt=since, reply__state=ReplyState.STREAMING).select_related("reply")
    return sum(end(each.reply_id, each.reply.attempt, text=each.text, fault=Fault.LOST) is not None for each in lost)


def release_left() -> int:
    """Give back what is set aside for what nobody writes any more: its thread is gone, or its writer died over it."""
    since = timezone.now() - timedelta(seconds=_LEFT_AFTER)
    left = AssistantUse.objects.filter(reserved__gt=0, at__lt=since).exclude(reply__state__in=_OPEN)
    return left.delete()[0]


def wants_name(reply_pk: int) -> bool:
    """Whether the thread of an answer that came is a group that nobody named, and it the first word in it."""
    reply = AssistantReply.objects.select_related("message__thread").filter(pk=reply_pk).first()
    return reply is not None and _is_unnamed(reply.message.thread) and _may_be_named(reply)


@transaction.atomic
def name_thread(thread: Thread, title: str) -> None:
    """Call a thread that has no name yet by a title, or else by its first words."""
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    if not _is_unnamed(thread):
        return
    first = next((row.text for row in _said(thread)[:5] if row.text), "")
    give_first_title(thread, title or first)


def name_thread_of(reply_pk: int, title: str) -> None:
    reply = AssistantReply.objects.select_related("message__thread").filter(pk=reply_pk).first()
    if reply is not None:
        name_thread(reply.message.thread, title)


@transaction.atomic
def reserve_title(reply_pk: int, characters: int) -> AssistantUse | None:
    """Set aside what a title may cost whoever asked; None if that passes a limit."""
    reply = AssistantReply.objects.select_related("asked_by").filter(pk=reply_pk).first()
    if reply is None:
        return None
    try:
        return reserve(user=reply.asked_by, characters=characters, reply=reply, answer=_TITLE_TOKENS)
    except ValidationError:
        return None


def settle_title(use: AssistantUse, cost: Cost, asked: int, answered: int) -> None:
    prompt, completion, is_estimated = _counted(cost, asked, answered)
    settle(use, model=cost.model, prompt=prompt, completion=completion, is_estimated=is_estimated)


def _is_unnamed(thread: Thread) -> bool:
    return thread.kind == ThreadKind.GROUP and not thread.title and not thread.title_is_unreadable


def _may_be_named(reply: AssistantReply) -> bool:
    """Whether an answer is worth asking a title for."""
    return reply.state == ReplyState.DONE and bool(reply.message.sealed)


def _said(thread: Thread) -> Any:
    said = thread.messages.filter(deleted_at__isnull=True, sealed__isnull=False).exclude(kind=MessageKind.EVENT)
    return said.order_by("number")


def _state_of(fault: str) -> ReplyState:
    if not fault or fault == Fault.LENGTH:
        return ReplyState.DONE
    return ReplyState.STOPPED if fault in STOPS else ReplyState.FAILED


def _keep_words(reply: AssistantReply, text: str, *, is_whole: bool) -> None:
    message = reply.message
    if text and not message.is_deleted and (is_whole or not message.sealed):
        message.text = text
        message.save(update_fields=["sealed", "tokens"])


def _settle(reply: AssistantReply, text: str, cost: Cost | None) -> None:
    cost = cost or Cost()
    prompt, completion, is_estimated = _counted(cost, len(reply.question), len(text))
    reply.model = cost.model or reply.model
    reply.prompt_tokens, reply.completion_tokens, reply.tokens_estimated = prompt, completion, is_estimated
    use = reply.uses.select_for_update().filter(reserved__gt=0).order_by("pk").first()
    settle(use, model=reply.model, prompt=prompt, completion=completion, is_estimated=is_estimated)


def _counted(cost: Cost, asked: int, answered: int) -> tuple[int, int, bool]:
    """Return what an attempt cost; where the provider did not say, but something came, by the size of the texts."""
    is_estimated = answered > 0 and (cost.prompt is None or cost.completion is None)
    prompt = estimate(asked) if is_estimated and cost.prompt is None else cost.prompt or 0
    completion = estimate(answered) if is_estimated and cost.completion is None else cost.completion or 0
    return prompt, completion, is_estimated
