"""The line to the assistant's provider: no proxy, no redirect, no address inside of the house, and no endless answer.

This module imports the HTTP client, which is slow to import; it is imported where something is asked.
"""

from collections.abc import AsyncIterator
from typing import Any

import httpx2

from .addresses import look_up
from .faults import Fault, ProviderFault

MOST_BYTES = 4 * 1024 * 1024
CONNECT_SECONDS = 10.0
_HEADERS = ("accept", "authorization", "content-length", "content-type", "host")


def client(timeout: float) -> httpx2.AsyncClient:
    """Return a client for one question, which heeds nothing that stands in the environment."""
    return httpx2.AsyncClient(
        transport=_Guarded(trust_env=False, retries=0),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx2.Timeout(timeout, connect=min(timeout, CONNECT_SECONDS)),
    )


class _Guarded(httpx2.AsyncHTTPTransport):
    """Connects to an address that was looked at, and tells the provider nothing but what it needs."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        host, port = request.url.host, request.url.port or {"https": 443}.get(request.url.scheme, 80)
        address = await look_up(host, port)
        for name in set(request.headers) - set(_HEADERS):
            del request.headers[name]  # the client library tells of the machine and the environment
        request.headers["accept-encoding"] = "identity"
        request.headers["user-agent"] = "kafkasder"
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=address)
        response = await super().handle_async_request(request)
        response.stream = _Bounded(response.stream)
        return response


class _Bounded(httpx2.AsyncByteStream):
    """An answer that ends where it grows beyond all measure."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        room = MOST_BYTES
        async for part in self._stream:
            room -= len(part)
            if room < 0:
                raise ProviderFault(Fault.NONSENSE)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
