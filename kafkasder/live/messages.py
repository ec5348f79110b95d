"""A message that goes to many tabs: written once, also as the bytes that a WebSocket carries."""

from functools import cached_property

_TEXT = 0x81  # the only and last frame of a text message, RFC 6455 section 5.2


class Message:
    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def frame(self) -> bytes:
        """The whole frame as a server sends it: not masked."""
        payload = self.text.encode()
        size = len(payload)
        if size < 126:
            head = bytes([_TEXT, size])
        elif size < 2**16:
            head = bytes([_TEXT, 126]) + size.to_bytes(2, "big")
        else:
            head = bytes([_TEXT, 127]) + size.to_bytes(8, "big")
        return head + payload


class Update:
    """An update for all tabs that hold the same; each tab has a number of its own for the page, mostly 1."""

    def __init__(self, parts: str) -> None:
        self._parts = parts
        self._numbered: dict[int, Message] = {}

    def numbered(self, number: int) -> Message:
        if number not in self._numbered:
            self._numbered[number] = Message(f'{{"op":"update","id":{number},"parts":{self._parts}}}')
        return self._numbered[number]
