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
)
_SOURCE_MAP = re.compile(rb"\s*(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")


def copy_assets() -> None:
    """Copy what is missing or older than its package; drop what no page uses any more."""
    TARGET.mkdir(parents=True, exist_ok=True)
    wanted = {TARGET / Path(name).name: CHECKOUT / "node_modules" / name for name in FILES}
    for stale in set(TARGET.iterdir()) - wanted.keys():
        shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
    for target, source in wanted.items():
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    """Copy without the pointer to a source map: the map is not served, and a manifest refuses a dead pointer."""
    unfinished = target.with_suffix(".unfinished")
    unfinished.write_bytes(_SOURCE_MAP.sub(b"\n", source.read_bytes()))
    unfinished.rename(target)


if __name__ == "__main__":
    copy_assets()
