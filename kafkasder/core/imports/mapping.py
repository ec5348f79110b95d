"""Files that say which header is which column, for sheets whose headers nobody can guess."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from .errors import UnreadableSheet


def read_mapping(path: Path, columns: set[str]) -> dict[str, str]:
    """Return the columns by header from a JSON or TOML file; raise UnreadableSheet for one that makes no sense."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except OSError as error:
        raise UnreadableSheet(_("Eşleme dosyası açılamadı: %(why)s") % {"why": error.strerror}) from None
    except (ValueError, RecursionError):
        raise UnreadableSheet(_("Eşleme dosyası okunamıyor: JSON ya da TOML olmalı.")) from None
    if not isinstance(found, dict) or not all(isinstance(name, str | None) for name in found.values()):
        raise UnreadableSheet(_("Eşleme dosyasında her başlığa bir sütun adı yazılmalı."))
    mapping = {header: name or "" for header, name in found.items()}
    if unknown := sorted({*mapping.values()} - columns - {""}):
        text = _("Eşlemede bilinmeyen sütunlar: %(unknown)s. Bilinenler: %(known)s")
        raise UnreadableSheet(text % {"unknown": ", ".join(unknown), "known": ", ".join(sorted(columns))})
    return mapping


def write_mapping(path: Path, mapping: Mapping[str, str]) -> None:
    """Write a mapping that a person can correct: a header that was not recognised has an empty name."""
    if path.suffix == ".toml":
        text = "".join(f"{_quoted(header)} = {_quoted(name)}\n" for header, name in mapping.items())
    else:
        text = json.dumps(mapping, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
