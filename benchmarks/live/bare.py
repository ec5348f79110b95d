"""The floor: `websockets` alone, one process that sends what it is given to every tab.

    python -m benchmarks.live.bare PORT

Whoever connects to `/order` orders; all others are tabs.
"""

import asyncio
import sys
import time

from websockets.asyncio.server import ServerConnection, broadcast, serve

from .stage import ORDER_PATH

_tabs: set[ServerConnection] = set()


async def _attend(socket: ServerConnection) -> None:
    if socket.request is not None and socket.request.path == ORDER_PATH:
        async for message in socket:
            began = time.monotonic()
            broadcast(_tabs, message)
            await socket.send(str(began))
    else:
        _tabs.add(socket)
        try:
            await socket.wait_closed()
        finally:
            _tabs.discard(socket)


async def main(port: int) -> None:
    async with serve(_attend, "127.0.0.1", port, compression=None, ping_interval=None, backlog=1000):
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
