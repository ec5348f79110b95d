"""What the assistant is sent: what stands in a thread, as far as the asker sees it, masked; and nothing else.

It is composed anew whenever it is shown or asked for, and compared by its mark with what was shown. Files are not sent,
nor their names.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.text import normalize_newlines

from kafkasder.core.crypto import derived_keys
from kafkasder.core.references import card_for

from .masking import Masker
from .models import AssistantReply, AssistantSettings, Message, MessageKind, Thread
from .prompts import EARLIER, NO_QUESTION, RULES, TITLE

MOST_MESSAGES = 30
MOST_CHARACTERS = 24_000
LONGEST_QUESTION = 2_000
_PURPOSE = "messaging.question"
_TITLE_CHARACTERS = 2_000


@dataclass(frozen=True)
class Question:
    """What is to be sent, as the protocol has it, and what its placeholders stand for.

    `taken` and `left_out` count the thread's messages that are in it, and those that were too many or too long.
    """

    messages: list[dict[str, str]]
    kept: dict[str, str]
    taken: int = 0
    left_out: int = 0
    mark: str = field(default="", compare=False)

    def dump(self) -> str:
        return json.dumps({"messages": self.messages, "kept": self.kept}, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Question":
        stored = json.loads(text)
        return cls(stored["messages"], stored["kept"])

    @property
    def size(self) -> int:
        return sum(len(each["content"]) for each in self.messages)


def compose(thread: Thread, by: Any, text: str = "", before: int | None = None) -> Question:
    """Return what would be sent if `by` asked `text` in a thread now, or just before its message of a number."""
    masker, text = _masker_of(thread, by), normalize_newlines(text).strip()  # as it stands in the thread then
    rows, left_out = _newest(thread, before)
    messages = [{"role": "system", "content": masker.mask(_system())}]
    for row in rows:
        is_own = row.kind == MessageKind.ASSISTANT
        said = row.text if is_own else f"{row.author}: {row.text}"
        _append(messages, "assistant" if is_own else "user", masker.mask(said))
    _append(messages, "user", masker.mask(f"{by}: {text}") if text else NO_QUESTION)
    mark = _mark_of(thread, by, messages)
    return Question(messages, masker.kept, len(rows), left_out, mark)


def compose_again(reply: AssistantReply, by: Any) -> Question:
    """Return what would be sent if the question of a reply were asked once more: what stands before it now."""
    message = reply.message
    asked = message.reply_to
    text = "" if asked is None or asked.is_deleted else asked.text
    return compose(message.thread, by, text, asked.number if asked else message.number)


def title_question(question: Question, answer: str) -> list[dict[str, str]]:
    """Return what asks for the title of a thread that began with a question; both were masked before they went."""
    asked, said = question.messages[-1]["content"], answer
    content = f"{asked[-_TITLE_CHARACTERS:]}\n\n{said[:_TITLE_CHARACTERS]}"
    return [{"role": "system", "content": TITLE}, {"role": "user", "content": content}]


def has_something_to_send(thread: Thread, text: str) -> bool:
    return bool(text.strip()) or bool(_newest(thread, None)[0])


def _system() -> str:
    return "\n\n".join(filter(None, [RULES, AssistantSettings.current().instructions.strip()]))


def _append(messages: list[dict[str, str]], role: str, content: str) -> None:
    """Put something said at the end; some models know only two who speak in turn."""
    if messages[-1]["role"] == role:
        messages[-1]["content"] += f"\n\n{content}"
    elif role == "assistant" and len(messages) == 1:
        messages.append({"role": "user", "content": f"{EARLIER} {content}"})
    else:
        messages.append({"role": role, "content": content})


def _newest(thread: Thread, before: int | None) -> tuple[list[Message], int]:
    """Return the newest messages that fit, in order, and how many older ones there are."""
    rows = Message.objects.filter(thread=thread, deleted_at__isnull=True, sealed__isnull=False)
    rows = rows.exclude(kind=MessageKind.EVENT)
    if before is not None:
        rows = rows.filter(number__lt=before)
    newest = list(rows.select_related("author").order_by("-number")[: MOST_MESSAGES + 1])
    fitting = list(_fitting([row for row in newest if row.text][:MOST_MESSAGES]))
    older = rows.filter(number__lt=fitting[-1].number).count() if fitting else 0
    return fitting[::-1], older


def _fitting(newest_first: list[Message]) -> Iterator[Message]:
    room = MOST_CHARACTERS
    for row in newest_first:
        room -= len(row.text)
        if room < 0:
            break
        yield row


def _masker_of(thread: Thread, by: Any) -> Masker:
    """Return a masker that knows whose names may stand in a thread, and what the record is called that it is about."""
    users: Any = get_user_model()._default_manager
    within = Q(thread_memberships__thread=thread) | Q(pk__in=Message.objects.filter(thread=thread).values("author"))
    people = {str(by), *map(str, users.filter(within).distinct())}
    card = card_for(by, thread.reference_kind, thread.reference_pk) if thread.reference_pk else None
    return Masker(people=people, record=card.title if card else "")


def _mark_of(thread: Thread, by: Any, messages: list[dict[str, str]]) -> str:
    """Return what is equal only where the same person would send the same words of the same thread."""
    said = json.dumps([thread.pk, by.pk, messages], ensure_ascii=False)
    return hmac.new(derived_keys(_PURPOSE)[0], said.encode(), hashlib.sha256).hexdigest()
