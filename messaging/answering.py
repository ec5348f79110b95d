"""Writing the answers that wait: the worker's job, several at once in one event loop, each shown while it comes.

Nothing here is called by a page. The database is asked in threads, each time for a moment: a provider that takes its
time holds no connection. See docs/decisions/assistant.md.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import connections

from .faults import Fault, ProviderFault
from .masking import restored
from .models import AssistantSettings
from .models.message import LONGEST_TEXT
from .provider import Piece, access, pieces, warm_up
from .questions import Question, title_question
from .services import replies
from .services.replies import GONE, Cost, Work

T = TypeVar("T")

MOST_AT_ONCE = 8
SHOW_SECONDS = 0.2
_LOOK_SECONDS = 1.0  # between two looks at whether everybody still wants an answer
_SWEEP_SECONDS = 5.0
_TITLE_SECONDS = 30.0
_AROUND_TITLE = " \t\"'“”«».#*"
_LONGEST_MARK = 20  # of a placeholder that may just be arriving
_log = logging.getLogger(__name__)


@dataclass
class Got:
    """What has come of an answer, as it left the provider: with placeholders."""

    text: str = ""
    cost: Cost = field(default_factory=Cost)
    fault: str = ""

    @property
    def is_full(self) -> bool:
        return len(self.text) >= LONGEST_TEXT

    def take(self, piece: Piece) -> None:
        self.text = (self.text + piece.text)[:LONGEST_TEXT]
        self.cost = Cost(
            model=piece.model or self.cost.model,
            prompt=self.cost.prompt if piece.prompt_tokens is None else piece.prompt_tokens,
            completion=self.cost.completion if piece.completion_tokens is None else piece.completion_tokens,
        )


def answer_waiting() -> int:
    """Write the answers that wait, and those that come meanwhile; return how many it were."""
    if AssistantSettings.current().enabled:
        warm_up()
    return asyncio.run(_answer_all())


async def _answer_all() -> int:
    tasks: set[asyncio.Task[None]] = set()
    count, swept = 0, 0.0
    while True:
        if time.monotonic() - swept > _SWEEP_SECONDS:
            swept = time.monotonic()
            await in_thread(replies.end_lost)
            await in_thread(replies.release_left)
        while len(tasks) < MOST_AT_ONCE and (work := await in_thread(replies.take_up)):
            tasks.add(asyncio.create_task(_answer(work)))
            count += 1
        if not tasks and not await in_thread(replies.has_open):
            return count
        if tasks:
            await asyncio.wait(tasks, timeout=SHOW_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(SHOW_SECONDS)  # another worker writes, or wrote, what is still open
        tasks = {task for task in tasks if not task.done()}


async def _answer(work: Work) -> None:
    """Write one answer. Whatever goes wrong with it is its own."""
    got = Got()
    try:
        if await _write(work, got) == GONE:
            return
        text = restored(got.text, work.question.kept)
        await in_thread(lambda: replies.end(work.reply, work.attempt, text=text, fault=got.fault, cost=got.cost))
        if not got.fault and await in_thread(lambda: replies.wants_name(work.reply)):
            await _give_name(work, got)
    except Exception as error:
        _log.error("An answer of the assistant was lost: %s", type(error).__name__)  # its words may be in the error


async def _write(work: Work, got: Got) -> str:
    """Read the answer and show what has come, until it ends or nobody wants it; say GONE if another one has it."""
    reader = asyncio.create_task(_read(work, got))
    shown, looked = "", 0.0
    try:
        while True:
            await asyncio.wait({reader}, timeout=SHOW_SECONDS)
            if reader.done():
                return ""
            text = restored(_settled(got.text), work.question.kept)
            look = time.monotonic() - looked > _LOOK_SECONDS
            looked = time.monotonic() if look else looked
            why = await in_thread(_keeping(work, text if text != shown else None, look))
            shown = text
            if why:
                got.fault = why
                return why
    finally:
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)


def _keeping(work: Work, text: str | None, look: bool) -> Callable[[], str]:
    return lambda: replies.keep(work, text, look=look)


async def _read(work: Work, got: Got) -> None:
    """Read into `got` until the answer ends, whichever way."""
    fault: str = ""
    try:
        of = await in_thread(access)
        got.cost = Cost(model=of.model)
        async with aclosing(pieces(of, work.question.messages)) as answer:
            async for piece in answer:
                got.take(piece)
                if piece.finish == "length" or got.is_full:
                    fault = Fault.LENGTH
                if got.is_full:
                    break
        if not got.text.strip():
            fault = Fault.EMPTY
    except ProviderFault as error:
        fault = error.code
    got.fault = got.fault or fault


def _settled(text: str) -> str:
    """Return a text without a placeholder at its end that is not whole yet."""
    start = text.rfind("[", -_LONGEST_MARK)
    return text[:start] if start >= 0 and "]" not in text[start:] else text


async def _give_name(work: Work, got: Got) -> None:
    """Ask for a title, once; without one the thread is called by its first words."""
    title = Got()
    messages = title_question(work.question, got.text)
    size = sum(len(each["content"]) for each in messages)
    use = await in_thread(lambda: replies.reserve_title(work.reply, size))
    if use is not None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_TITLE_SECONDS):
                await _read(Work(work.reply, work.attempt, Question(messages, {})), title)
        await in_thread(lambda: replies.settle_title(use, title.cost, size, len(title.text)))
    words = restored(title.text, work.question.kept).strip().split("\n")[0].strip(_AROUND_TITLE)
    await in_thread(lambda: replies.name_thread_of(work.reply, "" if title.fault else words))


async def in_thread(work: Callable[[], T]) -> T:
    """Do what asks the database beside the loop, and give the connection back."""

    def run() -> T:
        try:
            return work()
        finally:
            connections.close_all()

    return await asyncio.to_thread(run)
