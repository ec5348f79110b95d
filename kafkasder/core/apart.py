"""Drawing files of strangers in a process of its own (`easel`), which is given nothing but the file.

Whatever happens to it, be it a bomb, a fault of a library or no end, costs that process alone: then nothing is drawn.
"""

import io
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from PIL import Image

from .files import HEIC, SHOWN

SIDE = 800
PREVIEW_TYPE = "image/webp"
PATIENCE = 30  # seconds, also for a seat
_SEATS = BoundedSemaphore(2)
_CHECKOUT = Path(__file__).resolve().parent.parent.parent
_TASKS = dict.fromkeys(SHOWN, "picture") | {HEIC: "heic", "application/pdf": "pdf"}
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from kafkasder.core.easel import main; main(sys.argv[2], int(sys.argv[3]))"
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drawn:
    """What is kept in place of a file, empty if that is the file itself, and a small picture of it with its size."""

    kept: bytes
    preview: bytes
    width: int
    height: int


def can_be_drawn(content_type: str) -> bool:
    return content_type in _TASKS


def draw(upload: Any, content_type: str, side: int = SIDE) -> Drawn | None:
    """Return a small picture of a file, and of a picture a copy without place; None if it cannot be drawn."""
    if not _SEATS.acquire(timeout=PATIENCE):
        return None
    try:
        return _drawn(_run(_TASKS[content_type], upload, side))
    except (subprocess.SubprocessError, OSError, ValueError, SyntaxError) as error:
        _log.warning("A file of the type %s cannot be drawn: %s", content_type, type(error).__name__)
        return None
    finally:
        _SEATS.release()


def _run(task: str, upload: Any, side: int) -> bytes:
    command = [sys.executable, "-I", "-W", "ignore", "-c", _PROGRAM, str(_CHECKOUT), task, str(side)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL} | _input(upload)
    return bytes(subprocess.run(command, timeout=PATIENCE, check=True, env={}, **pipes).stdout)


def _input(upload: Any) -> dict[str, Any]:
    """Give a file that is on the disk as such, any other one as what it holds."""
    upload.seek(0)
    try:
        return {"stdin": upload.fileno()}
    except (AttributeError, io.UnsupportedOperation):
        return {"input": upload.read()}


def _drawn(answer: bytes) -> Drawn:
    end = 8 + int.from_bytes(answer[:8], "big")
    preview = answer[end:]
    with Image.open(io.BytesIO(preview), formats=("WEBP",)) as picture:
        return Drawn(answer[8:end], preview, *picture.size)
