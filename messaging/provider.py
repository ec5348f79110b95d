"""Asking the assistant's provider: one streamed chat completion of the OpenAI-compatible protocol, asked once.

The client library's errors hold the request with all that was asked, and the answer; none of them leaves this file.
"""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from kafkasder.core.crypto import UnreadableValue

from .faults import Fault, ProviderFault
from .models import AssistantSettings

MOST_SECONDS = 600
_AFTERWARDS = 5.0  # seconds for what a provider says after the end of an answer
_UNKNOWN_MODEL = ("model_not_found", "model_not_available", "invalid_model", "unknown_model")
_TOO_LONG = ("context_length_exceeded", "string_above_max_length", "request_too_large")
_LOGGERS = ("openai", "httpx2", "httpcore2")


@dataclass(frozen=True)
class Access:
    """How a provider is reached."""

    address: str
    model: str
    api_key: str
    timeout: float

    def __repr__(self) -> str:
        return "Access(…)"  # it holds the key


@dataclass(frozen=True)
class Piece:
    """Something of an answer: words, why it ended, or what it cost."""

    text: str = ""
    finish: str = ""
    model: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


def access() -> Access:
    """Return how the provider is reached as it is set now; raise ProviderFault if it is off or has no key."""
    try:
        row = AssistantSettings.current()
    except UnreadableValue:
        row = None
    if row is None or not row.api_key:
        raise ProviderFault(Fault.NO_KEY)
    return Access(row.address, row.model, row.api_key, float(row.timeout_seconds))


def warm_up() -> None:
    """Import what asking needs, which takes a second or more."""
    import openai.resources.chat.completions

    from . import transport  # noqa: F401

    for name in (*_LOGGERS, openai.__name__):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they write what is asked, and where


async def pieces(of: Access, messages: list[dict[str, str]]) -> AsyncGenerator[Piece, None]:
    """Yield the answer as it comes; raise ProviderFault where it does not, or ends before its end."""
    await asyncio.to_thread(warm_up)
    fault: Fault | None = None
    came = ended = False
    try:
        async with asyncio.timeout(MOST_SECONDS), _answer(of, messages) as chunks:
            while (chunk := await _next(chunks, _AFTERWARDS if ended else of.timeout)) is not None:
                piece, came = _read(chunk), True
                ended = ended or bool(piece.finish)
                yield piece
    except ProviderFault as error:
        fault = error.code
    except Exception as error:  # whatever it is, it may hold words
        fault = _fault_of(error)
    if fault and not (ended and fault in (Fault.TIMEOUT, Fault.CUT)):  # all is there but what it cost
        raise ProviderFault(fault)  # outside of the handler: nothing of the client's error hangs on it
    if not ended:
        raise ProviderFault(Fault.CUT if came else Fault.NONSENSE)


@asynccontextmanager
async def _answer(of: Access, messages: list[dict[str, str]]) -> AsyncIterator[Any]:
    import openai

    from .transport import client

    async with client(of.timeout) as line:
        asking = openai.AsyncOpenAI(
            api_key=of.api_key, base_url=of.address, http_client=line, max_retries=0, timeout=of.timeout
        )
        arguments: Any = {"model": of.model, "messages": messages, "stream": True}
        create: Any = asking.chat.completions.create
        async with asyncio.timeout(of.timeout):
            try:
                stream = await create(**arguments, stream_options={"include_usage": True})
            except openai.BadRequestError as error:  # it was not heard, so asking otherwise is not asking twice
                is_unknown = "stream_options" in _said(error)
                if not is_unknown:
                    raise
                stream = None
            if stream is None:
                stream = await create(**arguments)
        try:
            yield aiter(stream)
        finally:
            await stream.close()


async def _next(chunks: Any, seconds: float) -> Any:
    async with asyncio.timeout(seconds):
        return await anext(chunks, None)


def _read(chunk: Any) -> Piece:
    """Return what a chunk says; the library does not check what it hands on."""
    usage = getattr(chunk, "usage", None)
    choices = getattr(chunk, "choices", None)
    if not isinstance(choices, list) or (not choices and usage is None and not hasattr(chunk, "id")):
        raise ProviderFault(Fault.NONSENSE)
    choice = choices[0] if choices else None
    text = getattr(getattr(choice, "delta", None), "content", None)
    finish = getattr(choice, "finish_reason", None)
    if text is not None and not isinstance(text, str):
        raise ProviderFault(Fault.NONSENSE)
    return Piece(
        text=_storable(text or ""),
        finish=finish if isinstance(finish, str) else "",
        model=_storable(str(getattr(chunk, "model", None) or ""))[:100],
        prompt_tokens=_count(usage, "prompt_tokens"),
        completion_tokens=_count(usage, "completion_tokens"),
    )


def _storable(text: str) -> str:
    """Return a text without what no database and no seal takes: NUL, and halves of characters, which JSON may name."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def _count(usage: Any, name: str) -> int | None:
    value = getattr(usage, name, None)
    return value if isinstance(value, int) and 0 <= value < 2**31 else None


def _fault_of(error: Exception) -> Fault:
    """Tell by its kind what an error of the client means."""
    import httpx2
    import openai

    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Fault], ...] = (
        ((TimeoutError, openai.APITimeoutError, httpx2.TimeoutException), Fault.TIMEOUT),
        ((openai.AuthenticationError, openai.PermissionDeniedError), Fault.REFUSED),
        (openai.NotFoundError, Fault.MODEL),
        (openai.RateLimitError, Fault.QUOTA if "insufficient_quota" in _said(error) else Fault.BUSY),
        (openai.APIStatusError, _fault_of_status(error)),
        ((httpx2.RemoteProtocolError, httpx2.ReadError), Fault.CUT),
        ((openai.APIConnectionError, httpx2.TransportError), _fault_of_line(error)),
        ((json.JSONDecodeError, UnicodeDecodeError), Fault.NONSENSE),
        (openai.APIError, Fault.CUT),  # the provider said within its answer that it cannot go on
    )
    return next((fault for kind, fault in kinds if isinstance(error, kind)), Fault.NONSENSE)


def _fault_of_status(error: Exception) -> Fault:
    said, status = _said(error), getattr(error, "status_code", 0)
    if status == 413 or any(each in said for each in _TOO_LONG) or "context length" in said:
        return Fault.LONG
    if any(each in said for each in _UNKNOWN_MODEL) or getattr(error, "param", None) == "model":
        return Fault.MODEL
    if 300 <= status < 400:
        return Fault.NONSENSE
    return Fault.REJECTED if 400 <= status < 500 else Fault.AWAY


def _fault_of_line(error: Exception) -> Fault:
    """Tell a line that broke from one that never stood, and find what the transport itself said."""
    import httpx2

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ProviderFault):
            return cause.code
        if isinstance(cause, httpx2.RemoteProtocolError | httpx2.ReadError):
            return Fault.CUT
        if isinstance(cause, TimeoutError | httpx2.TimeoutException):
            return Fault.TIMEOUT
        cause = cause.__cause__ or cause.__context__
    return Fault.AWAY


def _said(error: Exception) -> str:
    """Return the provider's own words about what was wrong, to look for a code in; never kept."""
    parts = (getattr(error, "code", ""), getattr(error, "type", ""), getattr(error, "message", ""))
    return " ".join(str(each) for each in parts if each).lower()[:2_000]
