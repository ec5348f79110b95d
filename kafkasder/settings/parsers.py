"""From the text of an environment variable to its value; a `ValueError` says in one clause what is wrong."""

import base64
import binascii
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_HOST = re.compile(r"(\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]|\*)", re.IGNORECASE)
_SWITCH = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}
_MAIL_SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def switch(text: str) -> bool:
    if text.lower() not in _SWITCH:
        raise ValueError(f"“{text}” is neither on nor off")
    return _SWITCH[text.lower()]


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return a parser of whole numbers between `least` and `most`."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"“{text}” is not a whole number from {least} to {most}")
        return int(text)

    return parse


def share(text: str) -> float:
    """Return a share of the whole: 0.1 is a tenth."""
    if not re.fullmatch(r"[01](\.[0-9]+)?", text) or float(text) > 1:
        raise ValueError(f"“{text}” is not a number from 0 to 1")
    return float(text)


def absolute_path(text: str) -> str:
    if not Path(text).is_absolute():
        raise ValueError(f"“{text}” is not a path from the root on; it would depend on the folder of the start")
    return text


def hosts(text: str) -> list[str]:
    names = _parts(text)
    for name in names:
        if not _HOST.fullmatch(name):
            raise ValueError(f"“{name}” is not a host name; give names only, without scheme, port or path")
    return names


def hosts_with_ports(text: str) -> list[str]:
    places = _parts(text.lower())
    for place in places:
        parts = _url(f"//{place}")
        if not parts.hostname or not parts.port or parts.netloc != place or parts.path:
            raise ValueError(f"“{place}” is not a host with its port, such as 127.0.0.1:11434")
    return places


def origins(text: str) -> list[str]:
    urls = _parts(text)
    for url in urls:
        parts = _url(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
            raise ValueError(f"“{url}” is not an origin: it needs a scheme and a host, and nothing after them")
    return urls


def field_keys(text: str) -> list[str]:
    keys = _parts(text)
    for number, key in enumerate(keys, start=1):
        try:
            size = len(base64.b64decode(key, validate=True))
        except binascii.Error:
            raise ValueError(f"key {number} is not base64") from None
        if size != 32:
            raise ValueError(f"key {number} has {size} bytes instead of 32")
    return keys


def database(text: str) -> dict[str, Any]:
    """Return Django's connection settings; what follows `?` goes to the driver (sslmode, connect_timeout, …)."""
    url = _url(text)
    if url.scheme not in ("postgres", "postgresql"):
        raise ValueError("the address must begin with postgresql://")
    if not url.path.strip("/"):
        raise ValueError("the address names no database after the host")
    # hostname would give a socket's folder in small letters
    host = url.netloc.rpartition("@")[2]
    host = host[: -len(str(url.port)) - 1] if url.port else host.rstrip(":")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(host).strip("[]"),
        "PORT": url.port or "",
        "OPTIONS": dict(parse_qsl(url.query)),
    }


def redis(text: str) -> str:
    url = _url(text)
    if url.scheme not in ("redis", "rediss", "unix"):
        raise ValueError("the address must begin with redis://, rediss:// or unix://")
    if url.scheme != "unix" and not url.hostname:
        raise ValueError("the address names no host")
    return text


def scanner(text: str) -> str:
    url = _url(text)
    if url.scheme != "clamd":
        raise ValueError("the address must begin with clamd://")
    if not url.hostname and url.path in ("", "/"):
        raise ValueError("the address names neither a host nor the path of a socket")
    if url.hostname and url.path not in ("", "/"):
        raise ValueError("the address names a host and a path: a socket is clamd:///run/…")
    return text


def mail(text: str) -> dict[str, Any]:
    """Return Django's `EMAIL_…` settings."""
    url = _url(text)
    if url.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if url.scheme not in _MAIL_SCHEMES:
        raise ValueError(f"the address must begin with {', '.join(f'{name}://' for name in _MAIL_SCHEMES)} or console:")
    if not url.hostname:
        raise ValueError("the address names no mail server")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or _MAIL_SCHEMES[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtp+ssl",
        "EMAIL_TIMEOUT": 20,
    }


def sms(text: str) -> str:
    """Return the class that sends text messages (see `notifications.sms`)."""
    if text != "console:":
        raise ValueError("the only address known so far is console:")
    return "notifications.sms.ConsoleBackend"


def panel(text: str) -> str:
    """Return the address under which people open the panel."""
    (only,) = origins(text)[:1] or [""]
    if only != text.strip():
        raise ValueError(f"“{text}” is not one origin")
    return only


def address(text: str) -> str:
    """Return a sender, with or without a name: `Kafkasder <panel@ornek.org>`."""
    if not re.fullmatch(r"[^@<>\n]+@[^@<>\s]+|[^<>\n]*<[^@<>\s]+@[^@<>\s]+>", text):
        raise ValueError(f"“{text}” is not an e-mail address")
    return text


def addresses(text: str) -> list[str]:
    return [address(each) for each in _parts(text)]


def sentry(text: str) -> str:
    url = _url(text)
    if url.scheme not in ("http", "https") or not url.username or not url.path.strip("/").isdigit():
        raise ValueError("this is not a Sentry DSN: it needs a key, a host and a project number")
    return text


def time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"“{text}” is not a time zone") from None
    return text


def log_level(text: str) -> str:
    if text.upper() not in _LOG_LEVELS:
        raise ValueError(f"“{text}” is none of {', '.join(_LOG_LEVELS)}")
    return text.upper()


def _parts(text: str) -> list[str]:
    return [part for part in (part.strip() for part in text.split(",")) if part]


def _url(text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError as error:
        raise ValueError(f"the address cannot be read: {str(error).lower()}") from None
    return url
