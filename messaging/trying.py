"""Whether the assistant can be reached as it is set: a question without any content, for whoever sets it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from .faults import Fault, ProviderFault, told
from .prompts import TRIAL
from .provider import Access, access, pieces

_SECONDS = 20.0
_QUESTION = [{"role": "user", "content": TRIAL}]


@dataclass(frozen=True)
class Tried:
    """What came of trying: an answer from a model, or what was wrong; and whether the provider counts its tokens."""

    model: str = ""
    fault: str = ""
    counts: bool = False
    prompt: int = 0
    completion: int = 0

    def __str__(self) -> str:
        return told(self.fault)


def try_provider() -> Tried:
    """Ask the provider as it is set now."""
    fault = ""
    try:
        return asyncio.run(_try(access()))
    except ProviderFault as error:
        fault = error.code
    except TimeoutError:
        fault = Fault.TIMEOUT
    return Tried(fault=fault)


async def _try(of: Access) -> Tried:
    text, model, counted = "", of.model, {"prompt": 0, "completion": 0}
    counts = False
    short: Any = Access(of.address, of.model, of.api_key, min(of.timeout, _SECONDS))
    async with asyncio.timeout(_SECONDS + 5):
        async for piece in pieces(short, _QUESTION):
            text, model = (text + piece.text)[:200], piece.model or model
            if piece.completion_tokens is not None:
                counts = True
                counted = {"prompt": piece.prompt_tokens or 0, "completion": piece.completion_tokens}
    return Tried(model=model, fault="" if text.strip() else Fault.EMPTY, counts=counts, **counted)
