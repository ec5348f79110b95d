"""The live layer's numbers, each with a default that a `LIVE = {…}` setting may replace."""

from dataclasses import dataclass, fields
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class LiveSettings:
    """Times are seconds, sizes are bytes."""

    gather: float = 0.05  # changes that follow within this time share one render
    quiet: float = 60.0  # a page that heard nothing for this long is rendered again
    roll_call: float = 60.0  # between two looks at the sessions of sockets that watch nothing
    adrift: float = 5.0  # the same while other processes cannot be heard
    threads: int = 2  # renders that run at the same time in one process
    beat: float = 0.5  # between two proofs that the line to other processes holds
    patience: float = 2.0  # without a proof for this long the line is called lost
    retry_first: float = 1.0  # pause after a failed render, doubling up to retry_last
    retry_last: float = 60.0
    message_bytes: int = 16_384
    watches: int = 50  # for each socket
    new_watches: float = 10.0  # that a user may begin in a second, over all sockets; more have to wait
    watch_burst: int = 200  # that may begin at once, as when all tabs of a user come back
    sockets: int = 40  # for each user, in one process
    messages_per_second: float = 20.0
    burst: int = 100  # messages that may come at once
    strikes: int = 10  # malformed messages before the socket is closed


def live_settings() -> LiveSettings:
    wanted: dict[str, Any] = getattr(settings, "LIVE", {})
    unknown = wanted.keys() - {field.name for field in fields(LiveSettings)}
    if unknown:
        raise ImproperlyConfigured(f"LIVE has settings that the live layer does not know: {sorted(unknown)}")
    return LiveSettings(**wanted)


def realtime() -> bool:
    """Whether browsers are offered a WebSocket; without it they ask over HTTP."""
    return bool(getattr(settings, "REALTIME", True))
