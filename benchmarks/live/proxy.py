"""A line that can be cut: carries TCP to a port, and at an order drops every connection and refuses new ones.

    python -m benchmarks.live.proxy PORT TO

Each line of input is an order, `cut` or `mend`; each is answered with the moment at which it was done.
"""

import asyncio
import sys
import time
from contextlib import suppress


class Line:
    def __init__(self, target: int) -> None:
        self.target = target
        self.is_cut = False
        self._ends: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        self.is_cut = True
        for end in list(self._ends):
            end.transport.abort()

    def mend(self) -> None:
        self.is_cut = False

    async def attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_cut:
            writer.transport.abort()
            return
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
            self._ends |= {writer, far_writer}
            try:
                await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))
            finally:
                self._ends -= {writer, far_writer}

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                writer.write(data)
        writer.transport.abort()


async def main(port: int, target: int) -> None:
    line = Line(target)
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    async with await asyncio.start_server(line.attend, "127.0.0.1", port, backlog=1000):
        while order := await orders.readline():
            {b"cut\n": line.cut, b"mend\n": line.mend}[order]()
            print(time.monotonic(), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
