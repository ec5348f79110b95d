"""Where the assistant's provider may be: on the internet by https, or where whoever runs the panel has said.

A manager types the address, and the panel then speaks to it from inside of the house. So that this opens nothing there,
an address must be of the public internet, also after its name was looked up; what else may be asked stands in the
environment (`ASSISTANT_HOSTS`), which no page changes.
"""

import asyncio
import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .faults import Fault, ProviderFault

_PORTS = {"https": 443, "http": 80}


def clean_address(text: str) -> str:
    """Return the address without a slash at its end; raise ValidationError for one that may not be asked."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise ValidationError(_("Bu bir adres değil. Örnek: https://api.ornek.com/v1"), code="address") from None
    is_plain = text.strip().isprintable() and " " not in text.strip()  # `urlsplit` overlooks ends of lines
    if parts.scheme not in _PORTS or not parts.hostname or port == 0 or not is_plain:
        raise ValidationError(_("Bu bir adres değil. Örnek: https://api.ornek.com/v1"), code="address")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValidationError(_("Adreste kullanıcı adı, parola, ? ya da # olamaz."), code="address_parts")
    if not is_listed(parts.hostname, _port_of(parts)):
        if parts.scheme != "https":
            raise ValidationError(_("Adres https:// ile başlamalıdır."), code="address_https")
        if _is_inside(parts.hostname):
            raise ValidationError(
                _("Bu adres iç ağa çıkıyor. İzin verilecekse sunucuyu kuran ASSISTANT_HOSTS'a yazmalıdır."),
                code="address_inside",
            )
    return text.strip().rstrip("/")


def is_listed(host: str, port: int) -> bool:
    """Whether whoever runs the panel lets it ask this host, wherever it is."""
    return f"{host.lower()}:{port}" in settings.ASSISTANT_HOSTS


def same_house(one: str, other: str) -> bool:
    """Whether two addresses lead to the same host and port: only there does a key stay with its address."""
    first, second = urlsplit(one), urlsplit(other)
    return (first.scheme, first.hostname, _port_of(first)) == (second.scheme, second.hostname, _port_of(second))


async def look_up(host: str, port: int) -> str:
    """Return an IP address of the host that may be asked; raise ProviderFault if there is none.

    The connection is made to this very address, so that a second look-up cannot tell another one.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise ProviderFault(Fault.AWAY)
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    if not is_listed(host, port) and not all(map(_is_public, addresses)):
        raise ProviderFault(Fault.FORBIDDEN)
    return addresses[0]


def _is_inside(host: str) -> bool:
    """Whether a host's name tells by itself that it is inside of the house."""
    try:
        return not _is_public(host)
    except ValueError:
        name = host.lower().rstrip(".")
        return "." not in name or name.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa"))


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local:  # of old networks, and global for the library
            return False
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _port_of(parts: SplitResult) -> int:
    return parts.port or _PORTS.get(parts.scheme, 0)
