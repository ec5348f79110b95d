"""Without Redis: how the processes beside the server, such as the worker and commands, tell it of their changes.

They say it by PostgreSQL's NOTIFY, after the commit and from the outbox's thread, so that nobody who saves waits for
it. The server listens on a connection of its own. What was said while that was broken is healed like all that is lost:
when it holds again every page is looked at.
"""

import json
import logging
import threading
import time
from typing import Any, Final

import psycopg
from channels.layers import get_channel_layer
from django.db import connection, connections
from psycopg import sql

from . import post
from .post import Message

_CHANNEL: Final = "kafkasder_live"
_MOST_BYTES: Final = 7_900  # PostgreSQL takes less than 8,000
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
                cursor.execute("SELECT pg_notify(%s, %s)", [_CHANNEL, _fitting(each)])
    finally:
        connections.close_all()


def _fitting(message: Message) -> str:
    """Write a message down; one of a change that names too many rows names the tables alone."""
    text = json.dumps(message)
    if len(text) > _MOST_BYTES and message["type"] == "change":
        text = json.dumps(message | {"tables": dict.fromkeys(message["tables"])})
    return text


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
