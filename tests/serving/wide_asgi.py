"""An application without limits of its own: it says as much as it is asked to, and tells how much it was told."""

import asyncio
import contextlib

from autobahn.exception import Disconnected


async def application(scope, receive, send):
    if scope["type"] == "websocket":
        with contextlib.suppress(Disconnected):
            await _socket(receive, send)
    else:
        await _page(scope, receive, send)


async def _socket(receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] != "websocket.disconnect":
        match (event.get("text") or "").split():
            case ["say", size]:
                await send({"type": "websocket.send", "text": "x" * int(size)})
            case ["sleep"]:
                await asyncio.sleep(60)
            case ["leave"]:
                return
            case _:
                await send({"type": "websocket.send", "text": "heard"})


async def _page(scope, receive, send):
    size, more = 0, True
    while more:
        event = await receive()
        size, more = size + len(event.get("body", b"")), event.get("more_body", False)
    answer = b"x" * int(scope["query_string"] or 0) or str(size).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(answer))]})
    await send({"type": "http.response.body", "body": answer})
