"""Copy the few front-end files that pages use from `node_modules` to `static/vendor`, which is not committed."""

import re
import shutil
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
TARGET = CHECKOUT / "static" / "vendor"
FILES = (
    "@tabler/core/dist/css/tabler.min.css",
    "htmx.org/dist/htmx.min.js",
    "chart.js/dist/chart.umd.min.js",
    "sortablejs/Sortable.min.js",
)
_SOURCE_MAP = re.compile(rb"\s*(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")


def copy_assets() -> None:
    """Bring the folder to what the packages hold now; a file that is right already keeps its time of change."""
    TARGET.mkdir(parents=True, exist_ok=True)
    wanted = {TARGET / Path(name).name: CHECKOUT / "node_modules" / name for name in FILES}
    for stale in set(TARGET.iterdir()) - wanted.keys():
        shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
    for target, source in wanted.items():
        # The source map is not served, and the manifest of static files refuses a pointer to what is not there.
        content = _SOURCE_MAP.sub(b"\n", source.read_bytes())
        if not target.exists() or target.read_bytes() != content:
            unfinished = target.with_suffix(".unfinished")
            unfinished.write_bytes(content)
            unfinished.rename(target)


if __name__ == "__main__":
    copy_assets()
