"""`docs/performance.md`: the tables of a run between two marks, with the machine, the date and the command."""

import os
import platform
import re
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from .report import Part

DOCUMENT = Path("docs/performance.md")
BEGIN, END = "<!-- made by benchmarks.live: begin -->", "<!-- made by benchmarks.live: end -->"
PACKAGES = ("Django", "daphne", "channels", "websockets", "psycopg")


def write(parts: list[Part], machine: str) -> None:
    """Put the tables into the document in place of those of the same name; what stands around the marks stays."""
    text = DOCUMENT.read_text()
    head, _, rest = text.partition(BEGIN)
    made, _, tail = rest.partition(END)
    sections = dict(_sections(made)) | {part.title: f"{part.as_markdown()}\n\n{machine}" for part in parts}
    body = "\n\n".join(sections.values())
    DOCUMENT.write_text(f"{head}{BEGIN}\n\n{body}\n\n{END}{tail}")


def _sections(made: str) -> Iterator[tuple[str, str]]:
    for section in re.split(r"^(?=### )", made, flags=re.MULTILINE):
        if title := re.match(r"### (.+)", section):
            yield title[1], section.strip()


def describe_machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{_processor()}, {os.cpu_count()} cores, {_memory_gb()} GB, {platform.system()} {_kernel()}"
    software = f"Python {platform.python_version()}, {packages}, PostgreSQL {_postgres()}, Redis {_redis()}"
    return f"Measured on {date.today():%d %B %Y} with `{_command()}`, on {machine}; {software}."


def _command() -> str:
    return " ".join([".venv/bin/python -m benchmarks.live", *sys.argv[1:]])


def _processor() -> str:
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


def _memory_gb() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _kernel() -> str:
    return platform.release().partition("-")[0]


def _postgres() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return cursor.fetchone()[0]


def _redis() -> str:
    from redis import Redis as Client

    from kafkasder.serving.redis import Redis

    with Redis() as server, Client.from_url(server.url) as client:
        return client.info()["redis_version"]
