"""A file of many pieces arrives whole in browsers that take compressed answers."""

import asyncio
import io

from django.core.handlers.asgi import ASGIRequest
from django.middleware.gzip import GZipMiddleware

from kafkasder.core.lists.export import BYTES_AT_A_TIME, Export


def test_pieces_are_not_compressed_one_by_one():
    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"accept-encoding", b"gzip")]}
    request = ASGIRequest(scope, io.BytesIO())
    content = b"x" * (2 * BYTES_AT_A_TIME + 1)

    async def read() -> bytes:
        response = Export(io.BytesIO(content), "defter.csv", "text/csv", 1).response(request)
        sent = GZipMiddleware(lambda _request: response).process_response(request, response)
        return b"".join([piece async for piece in sent])

    assert asyncio.run(read()) == content
