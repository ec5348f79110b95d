"""Every environment variable that the panel knows, read and checked in this one place."""

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Environment:
    debug: bool
    demo: bool
    secret_key: str
    allowed_hosts: list[str]
    field_keys: list[str]
    database: dict[str, Any]
    channel_layer: dict[str, Any]
    time_zone: str


def read_environment() -> Environment:
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    host = url.netloc.rsplit("@", 1)[-1].rsplit(":", 1)[0]  # urlsplit().hostname would lower-case a socket path
    return Environment(
        debug=os.environ.get("DEBUG", "") == "on",
        demo=os.environ.get("DEMO", "") == "on",
        secret_key=os.environ.get("SECRET_KEY", "development-only"),
        allowed_hosts=["*"],
        field_keys=["ZGV2ZWxvcG1lbnQtb25seS1kZXZlbG9wbWVudC1vbmw="],
        database={
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/") or "kafkasder",
            "USER": unquote(url.username or "postgres"),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(host),
            "PORT": url.port or 5432,
            "OPTIONS": {"pool": {"min_size": 2, "max_size": 20, "timeout": 10}},
        },
        channel_layer={"BACKEND": "channels.layers.InMemoryChannelLayer"},
        time_zone=os.environ.get("TIME_ZONE", "Europe/Istanbul"),
    )
