"""Without Redis: how the processes beside the server, such as the worker and commands, tell it of their changes.

They say it by PostgreSQL's NOTIFY, after the commit and from the outbox's thread, so that nobody who saves waits for
it. The server listens on a connection of its own. What was said while that was broken is healed like all that is lost:
when it holds again every page is looked at.
"""

import json
import logging
import threading
import time
from collections.abc import Iterator
from typing import Any, Final

import psycopg
from channels.layers import get_channel_layer
from django.db import connection, connections
from psycopg import sql

from kafkasder.core.batches import batched_by_size

from . import post
from .post import Message

_CHANNEL: Final = "kafkasder_live"
_MOST_BYTES: Final = 7_900  # PostgreSQL takes less than 8,000
_SOME_BYTES: Final = 7_000  # of names in one letter, and one more name
_LONGEST_PAUSE: Final = 5.0
_log = logging.getLogger(__name__)


def speak() -> None:
    """Let this process, which is no server, tell the server of its changes."""
    post.carry_by(_say)


def listen() -> None:
    """Let this process, which is the server, hear its neighbours; with Redis they need no other way."""
    if not post.reaches_others(get_channel_layer()):
        threading.Thread(target=_listen_for_ever, name="neighbours", daemon=True).start()


def _say(messages: list[Message]) -> None:
    try:
        with connection.cursor() as cursor:
            for each in messages:
                for letter in letters_of(each):
                    cursor.execute("SELECT pg_notify(%s, %s)", [_CHANNEL, letter])
    finally:
        connections.close_all()


def letters_of(message: Message) -> Iterator[str]:
    """Write a message down, in several where a change names many rows; a table with a name that fits in none counts
    as a whole."""
    text = json.dumps(message)
    if len(text) <= _MOST_BYTES or message["type"] != "change":
        yield text
        return
    for table, names in message["tables"].items():
        for some in [None] if names is None else batched_by_size(names, _SOME_BYTES, size=_written_bytes):
            part = json.dumps(message | {"tables": {table: some}})
            yield part if len(part) <= _MOST_BYTES else json.dumps(message | {"tables": {table: None}})


def _written_bytes(name: str) -> int:
    return len(json.dumps(name)) + 2


def _listen_for_ever() -> None:
    pause = 0.1
    while True:
        try:
            with _line() as line:
                post.tell_this_process({"type": "return"})
                pause = 0.1
                for notice in line.notifies():
                    post.tell_this_process(json.loads(notice.payload))
        except Exception as error:  # whatever it is, it is tried again
            if pause == 0.1:
                _log.warning("Other processes cannot be heard: %s", type(error).__name__)
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)


def _line() -> psycopg.Connection[Any]:
    values = connection.get_connection_params()
    for name in ("cursor_factory", "context", "pool"):
        values.pop(name, None)
    line = psycopg.connect(**values, autocommit=True)
    line.execute(sql.SQL("LISTEN {}").format(sql.Identifier(_CHANNEL)))
    return line
