"""Where an address is, in words: by the file that `GEOIP_FILE` names, if there is one."""

import logging
from functools import cache
from ipaddress import ip_address
from typing import Any

import maxminddb
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def place_in_words(ip: str | None) -> str:
    """Return city and country, “Yerel ağ” for an address inside of the house, or nothing where it is not known."""
    if not ip:
        return ""
    address = ip_address(ip)
    if not address.is_global:
        return _("Yerel ağ")
    names = [_name(_record(ip).get(part)) for part in ("city", "country")]
    return ", ".join(name for name in names if name)


def _record(ip: str) -> dict[str, Any]:
    reader = _reader(settings.GEOIP_FILE) if settings.GEOIP_FILE else None
    try:
        found: Any = reader.get(ip) if reader else None
    except (ValueError, maxminddb.InvalidDatabaseError):  # a file of IPv4 alone is asked for IPv6, say
        return {}
    return found if isinstance(found, dict) else {}


def _name(part: Any) -> str:
    names = part.get("names", {}) if isinstance(part, dict) else {}
    return str(names.get(get_language()) or names.get("en") or "")


@cache
def _reader(path: str) -> maxminddb.Reader | None:
    try:
        return maxminddb.open_database(path)
    except (OSError, maxminddb.InvalidDatabaseError) as error:
        logger.error("The file of places cannot be read: %s", type(error).__name__)
        return None
