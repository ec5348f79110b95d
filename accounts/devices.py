"""A browser in words, from what it says of itself."""

from functools import lru_cache

from django.utils.translation import gettext as _
from ua_parser import parse

_NAMES = {"Mobile Safari": "Safari", "Mac OS X": "macOS", "Chrome Mobile": "Chrome", "Chrome Mobile iOS": "Chrome"}
_MOST = 1000


def device_in_words(agent: str) -> str:
    """Return something like “Firefox, Windows”; nobody is named by it, and it may be made up."""
    return ", ".join(_parts(agent)) or _("Bilinmeyen cihaz")


@lru_cache(_MOST)
def _parts(agent: str) -> tuple[str, ...]:
    found = parse(agent)
    families = (part.family for part in (found.user_agent, found.os) if part)
    return tuple(_NAMES.get(family, family) for family in families if family != "Other")
