"""Asking the assistant: exactly what was shown, by whoever may, within the limits; and stopping it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from kafkasder.core.jobs import wake

from .. import policy
from ..faults import Fault
from ..models import AssistantReply, Event, Message, MessageKind, ReplyState, Thread
from ..questions import LONGEST_QUESTION, Question, compose, compose_again, has_something_to_send
from ..states import REPLY_STATES
from .budget import reserve
from .replies import LOST_AFTER, end
from .rows import append, join, lock_thread, tell_event
from .sending import send

ANSWER = "messaging.answer"
CHANGED = "question_changed"


@transaction.atomic
def switch_assistant(*, thread: Thread, on: bool, by: Any) -> Thread:
    """Let the assistant into a thread, or out of it; everybody in it reads who did."""
    thread = lock_thread(thread, by)
    policy.can_switch_assistant(by, thread).require()
    if on:
        policy.can_let_in_assistant().require()
    if thread.assistant_on != on:
        thread.assistant_on = on
        thread.save(update_fields=["assistant_on"])
        tell_event(thread, Event.ASSISTANT_ON if on else Event.ASSISTANT_OFF, by=by)
    return thread


@transaction.atomic
def ask(*, thread: Thread, text: str, mark: str, key: UUID, by: Any) -> AssistantReply:
    """Ask what was shown with this `mark`; a `text` of one's own stands in the thread as a message before the answer.

    Raise ValidationError with the code CHANGED if what would be sent is no longer what was shown. The same `key` of
    the same person asks once.
    """
    thread = lock_thread(thread, by)
    policy.can_ask(by, thread).require()
    asked = AssistantReply.objects.filter(message__thread=thread, message__client_key=key, asked_by=by).first()
    if asked:
        return asked
    text = _checked(thread, text)
    question = compose(thread, by, text)
    _require_same(question, mark)
    before = None
    if text:
        _require_unused(key, by)
        before = send(thread=thread, text=text, key=key, by=by, names_thread=False)
        thread = lock_thread(thread, by)  # it has a message more
    join(thread, by)
    message = append(thread, author=None, kind=MessageKind.ASSISTANT, client_key=key, reply_to=before)
    reply = AssistantReply(message=message, asked_by=by)
    _put(reply, question)
    reply.save(force_insert=True)
    reserve(user=by, characters=question.size, reply=reply)
    wake(ANSWER)
    return reply


@transaction.atomic
def ask_again(*, reply: AssistantReply, mark: str, by: Any) -> AssistantReply:
    """Ask once more. What was answered before stands until the new answer is whole."""
    reply = _locked(reply, by)
    policy.can_ask_again(by, reply).require()
    REPLY_STATES.require(reply.state, ReplyState.QUEUED)
    question = compose_again(reply, by)
    _require_same(question, mark)
    _put(reply, question)
    reply.state, reply.fault, reply.stop_asked, reply.ended_at = ReplyState.QUEUED, "", False, None
    reply.attempt += 1
    reply.save()
    reserve(user=by, characters=question.size, reply=reply)
    wake(ANSWER)
    return reply


@transaction.atomic
def stop(*, reply: AssistantReply, by: Any) -> AssistantReply:
    """End an answer where it stands. Whoever writes it is told; where nobody does, it ends here."""
    reply = _locked(reply, by)
    policy.can_stop(by, reply).require()
    if not reply.is_open:
        return reply
    stream = getattr(reply, "stream", None)
    nobody = stream is None or stream.beat_at < timezone.now() - timedelta(seconds=LOST_AFTER)
    if reply.state == ReplyState.QUEUED or nobody:
        return end(reply.pk, reply.attempt, fault=Fault.STOPPED, text=stream.text if stream else "") or reply
    reply.stop_asked = True
    reply.save(update_fields=["stop_asked"])
    return reply


def _checked(thread: Thread, text: str) -> str:
    text = normalize_newlines(text).strip()
    if len(text) > LONGEST_QUESTION:
        raise ValidationError({"question": _("Bir soru en çok 2.000 karakter olabilir.")}, code="too_long")
    if not has_something_to_send(thread, text):
        raise ValidationError({"question": _("Konuşmada henüz bir şey yok; bir soru yazın.")}, code="empty")
    return text


def _require_unused(key: UUID, by: Any) -> None:
    """A question whose key is that of an earlier message would not stand in the thread for others to read."""
    if Message.objects.filter(author=by, client_key=key).exists():
        raise ValidationError(_("Bu gönderi anahtarı başka bir iletide kullanıldı."), code="key_used")


def _require_same(question: Question, mark: str) -> None:
    if question.mark != mark:
        raise ValidationError(_("Gönderilecek olan değişti; yeniden bakın ve onaylayın."), code=CHANGED)


def _put(reply: AssistantReply, question: Question) -> None:
    reply.question, reply.question_mark = question.dump(), question.mark


def _locked(reply: AssistantReply, by: Any) -> AssistantReply:
    thread = lock_thread(reply.message.thread, by)
    locked = AssistantReply.objects.select_for_update(of=("self",)).select_related("message__reply_to").get(pk=reply.pk)
    locked.message.thread = thread
    return locked
