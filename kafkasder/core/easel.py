"""A program that draws what it reads: a picture as it is kept and as it is shown small, or the first page of a PDF.

It is given files of strangers, which are read by large libraries. So it runs in a process of its own (`apart`) that
knows no secret, and has an end of time, memory and open files.
"""

import os
import resource
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

from PIL import Image

from .drawing import MOST_PIXELS, bare_exif, on_white, open_picture, saved, upright, without_place

MEMORY = 2**30
SECONDS = 20
_PREVIEW, _QUALITY = "WEBP", 75
_ORIENTATION = 0x0112

Result = tuple[bytes, bytes]  # what to keep in place of what was read, if it is not that itself, and the small picture


def main(task: str, side: int) -> None:
    """Do a task of TASKS with what stands at the standard input."""
    content = _read()
    work = TASKS[task]()
    _bound()
    kept, preview = work(content, side)
    with open(sys.stdout.fileno(), "wb", closefd=False) as out:  # a number has no path
        out.write(len(kept).to_bytes(8, "big") + kept + preview)


def _picture() -> Callable[[bytes, int], Result]:
    Image.init()

    def work(content: bytes, side: int) -> Result:
        with open_picture(BytesIO(content)) as picture:
            _check(picture)
            kept = without_place(picture, content)
        with open_picture(BytesIO(content)) as picture:
            return kept, saved(upright(picture, side), _PREVIEW, quality=_QUALITY)

    return work


def _heic() -> Callable[[bytes, int], Result]:
    import pillow_heif

    Image.init()
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener()

    def work(content: bytes, side: int) -> Result:
        with Image.open(BytesIO(content), formats=("HEIF",)) as picture:
            _check(picture)
            exif = bare_exif(picture)
            exif.pop(_ORIENTATION, None)  # it is the right way up when it is read
            profile = picture.info.get("icc_profile")
            drawn = on_white(picture)
        drawn.info.clear()
        kept = saved(drawn, "JPEG", quality=90, exif=exif, icc_profile=profile)
        return kept, saved(upright(drawn, side), _PREVIEW, quality=_QUALITY)

    return work


def _pdf() -> Callable[[bytes, int], Result]:
    import pypdfium2

    Image.init()

    def work(content: bytes, side: int) -> Result:
        document = pypdfium2.PdfDocument(content)
        page = document[0]
        longest = max(page.get_size())
        if not 0 < longest < float("inf"):
            raise ValueError("a page without a size")
        drawn = page.render(scale=side / longest, may_draw_forms=False).to_pil().convert("RGB")
        drawn.thumbnail((side, side))
        return b"", saved(drawn, _PREVIEW, quality=_QUALITY)

    return work


TASKS = {"picture": _picture, "heic": _heic, "pdf": _pdf}


def _check(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise ValueError("too many pixels")


def _read() -> bytes:
    """Return the standard input from its beginning on, without moving what its owner reads it by."""
    place = sys.stdin.fileno()
    about = os.fstat(place)
    if not stat.S_ISREG(about.st_mode):
        return sys.stdin.buffer.read()
    return b"".join(os.pread(place, 2**20, at) for at in range(0, about.st_size, 2**20))


def _bound() -> None:
    """Open nothing more from here on, and come to an end."""
    for kind, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # some systems do not know each of them
            resource.setrlimit(kind, (most, most))
